package imc.room.archive.internal;

import imc.api.Room;
import imc.api.archive.Recording;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code #set history}: how many messages the room keeps. All are told, since it is their words that are kept. */
@Component
public final class HistoryLength implements RoomSetting {

    private final Archive archive;

    @Activate
    public HistoryLength(@Reference Archive archive) {
        this.archive = archive;
    }

    @Override
    public String name() {
        return Recording.PROPERTY;
    }

    @Override
    public String usage() {
        return "0-" + archive.most();
    }

    @Override
    public Texts texts() {
        return Archive.TEXTS;
    }

    @Override
    public String fallback() {
        return "0";
    }

    /** From when on a room keeps what is said stays, where it did before. */
    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        int length = number(value);
        if (length < 0 || length > archive.most()) {
            throw new IllegalArgumentException(Archive.TEXTS.get(language, "history.other", archive.most(), value));
        }
        Instant since = call.room().flatMap(Recording::of).map(Recording::since).orElseGet(archive::now);
        return length == 0 ? Optional.empty() : Optional.of(new Recording(length, since).written());
    }

    private static int number(String value) {
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
    }

    @Override
    public String shown(String kept) {
        return Recording.read(kept).map(recording -> Integer.toString(recording.length())).orElse(kept);
    }

    @Override
    public Step setting(CommandCall call, Room room, Step proposed, Optional<String> after) {
        Optional<Recording> next = after.flatMap(Recording::read);
        if (next.equals(Recording.of(room))) {
            return proposed;
        }
        return proposed.noticing(room.present(), next
                .map(on -> Archive.TEXTS.get(Language.of(room), "on", on.length()))
                .orElseGet(() -> Archive.TEXTS.get(Language.of(room), "off")));
    }
}
