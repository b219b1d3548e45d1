package imc.commands.internal.command;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.command.TextParts;
import java.util.Iterator;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * {@code #rooms}: lists the rooms that the sender may know of, in the order of their names. A list that would take more
 * than some messages ends with the way to go on, and no more of it is looked at than is sent.
 */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "rooms", usage = "[<from>]", help = "list the rooms, from a name on")
public final class ListRooms implements StandardCommand {

    private static final int MOST_PARTS = 3;

    @Override
    public Step run(CommandCall call) {
        String from = call.argument("from").map(ListRooms::bare).orElse("");
        // the name that the list before has begun to show with hosts
        String shown = from.indexOf('@') < 0 ? "" : from.substring(0, from.lastIndexOf('@'));
        Iterator<Room> rooms = call.roomsFrom(from).iterator();
        StringBuilder list = new StringBuilder(Words.to(call, "rooms"));
        Optional<SipAddress> next = after(rooms);
        if (next.isEmpty()) {
            return Step.done().telling(call.sender(), Notice.MARK + call.argument("from")
                    .map(word -> Words.to(call, "no.rooms.from", word)).orElseGet(() -> Words.to(call, "no.rooms")));
        }
        while (next.isPresent()) {
            SipAddress room = next.get();
            Optional<SipAddress> following = after(rooms);
            String name = room.displayUser();
            boolean isShared = name.equals(shown)
                    || following.filter(each -> each.displayUser().equals(name)).isPresent();
            String label = isShared ? name + "@" + room.host() : name;
            int fits = list.length();
            list.append('\n').append(Room.label(label));
            String rest = following.map(each -> rest(call, each.displayUser() + "@" + each.host())).orElse("");
            if (fits > TextParts.MAX_BYTES / 4 && TextParts.of(list + rest).size() > MOST_PARTS) {
                list.setLength(fits);
                list.append(rest(call, label));
                break;
            }
            shown = name;
            next = following;
        }
        return Step.done().telling(call.sender(), list.toString());
    }

    private static String rest(CommandCall call, String label) {
        return "\n" + Notice.MARK + Words.to(call, "more.rooms", call.startChar(), label);
    }

    private static Optional<SipAddress> after(Iterator<Room> rooms) {
        return rooms.hasNext() ? Optional.of(rooms.next().address()) : Optional.empty();
    }

    /** A name as it may be copied from a list, or an address. */
    private static String bare(String word) {
        String name = word.startsWith("[") && word.endsWith("]") ? word.substring(1, word.length() - 1) : word;
        return name.regionMatches(true, 0, "sip:", 0, 4) ? name.substring(4) : name;
    }
}
