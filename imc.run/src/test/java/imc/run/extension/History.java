package imc.run.extension;

import imc.api.Content;
import imc.api.Message;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Entry;
import imc.api.room.RoomListener;
import imc.api.room.RoomPolicy;
import imc.api.room.Speech;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/** The whole of a bundle that shows who enters a room what was said there last. It is forgotten with the bundle. */
@Component(service = {RoomListener.class, RoomPolicy.class})
public class History implements RoomListener, RoomPolicy {

    /** So many texts of each room. */
    private static final int LENGTH = 3;

    private final Map<SipAddress, List<Speech>> said = new ConcurrentHashMap<>();

    @Override
    public void said(Speech speech) {
        if (speech.content().isText()) {
            said.merge(speech.room().address(), List.of(speech), History::followed);
        }
    }

    private static List<Speech> followed(List<Speech> before, List<Speech> next) {
        List<Speech> last = new ArrayList<>(before.subList(Math.max(0, before.size() + 1 - LENGTH), before.size()));
        last.addAll(next);
        return List.copyOf(last);
    }

    @Override
    public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
        if (after.isEmpty()) {
            said.remove(address);
        }
    }

    @Override
    public Step entering(Entry entry, Step proposed) {
        Step step = proposed;
        if (entry.room().isPresent()) {
            for (Speech speech : said.getOrDefault(entry.room().get().address(), List.of())) {
                step = step.sending(again(speech, entry.member().address()));
            }
        }
        return step;
    }

    /** With the date that it had, if it had one (RFC 3428 §6). */
    private static Notice again(Speech speech, SipAddress newcomer) {
        String date = speech.headers().get(Message.DATE);
        return Notice.of(List.of(newcomer), Content.text(
                speech.room().label(speech.speaker()) + ": " + speech.content().asText()))
                .with(date == null ? Map.of() : Map.of(Message.DATE, date));
    }
}
