package imc.room.topic.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #set topic_by}: who sets the topic. */
@Component
public final class TopicBy implements RoomSetting {

    static final String NAME = "topic_by";
    private static final String ADMINS = "admins";
    private static final String MEMBERS = "members";

    /** Whether this member may set the room's topic. */
    static boolean allows(Room room, Member member) {
        return member.role().governs() || room.properties().get(NAME).filter(MEMBERS::equals).isPresent();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String usage() {
        return ADMINS + "|" + MEMBERS;
    }

    @Override
    public Texts texts() {
        return Topic.TEXTS;
    }

    @Override
    public String fallback() {
        return ADMINS;
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case ADMINS -> Optional.empty();
            case MEMBERS -> Optional.of(MEMBERS);
            default -> throw new IllegalArgumentException(Topic.TEXTS.get(language, "topic_by.other", value));
        };
    }
}
