package imc.room.topic.internal;

import imc.api.Room;
import imc.api.command.Checks;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import imc.api.text.Texts;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #topic}: shows what the room is about, or sets it. */
@Component
@ImcCommandProperties(name = "topic", usage = "[<room>] [<text...>]", help = "show or set the topic",
        details = {"A text sets the topic, - takes it away, nothing shows it. It has at most 300 characters.",
            "The owner and admins set it, all members where the setting topic_by is members.",
            "Another room is named first, with its host: #topic chat-1@example.com Lunch"})
public final class TopicCommand implements ImcCommand {

    private static final String NONE = "-";
    private static final Checks CHECKS = new Checks(Topic.TEXTS, -131);
    private static final int UNFIT = 3;

    @Override
    public Step run(CommandCall call) {
        Optional<String> text = call.argument("text");
        return text.isEmpty()
                ? CHECKS.check(call, member -> true, (room, member) -> showing(call, room))
                : CHECKS.check(call, member -> TopicBy.allows(call.room().orElseThrow(), member),
                        (room, member) -> setting(call, room, text.get()));
    }

    private static Step showing(CommandCall call, Room room) {
        return Step.done().noticing(call.sender(), Topic.of(room).map(topic -> topic.shown(call.language(), room))
                .orElseGet(() -> Topic.TEXTS.get(call.language(), "none")));
    }

    private static Step setting(CommandCall call, Room room, String text) {
        if (text.equals(NONE)) {
            return Topic.of(room).isEmpty() ? showing(call, room) : Topic.takenFrom(room, Optional.of(call.sender()));
        }
        return Topic.objection(call.language(), text).map(objection -> CHECKS.refused(call, UNFIT, 400, objection))
                .orElseGet(() -> new Topic(text, Optional.of(call.sender())).putIn(room));
    }

    @Override
    public Optional<Texts> texts() {
        return Optional.of(Topic.TEXTS);
    }
}
