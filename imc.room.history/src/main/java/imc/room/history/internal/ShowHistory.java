package imc.room.history.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.Recording;
import imc.api.command.Checks;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code #history}: what was said lately, for members. It is read before the room's turn comes, and checked in it. */
@Component
@ImcCommandProperties(name = "history", usage = "[since] [<n>] [<room>]", help = "show what was said lately",
        details = {"#history 20 shows the last 20 messages, #history since 2h those of the last two hours.",
            "Times are 14:00, 2026-11-26, 2026-11-26T14:00, 90s, 10m, 2h or 7d.",
            "A room keeps what is said where its setting history is not 0."})
public final class ShowHistory implements ImcCommand {

    private static final Checks CHECKS = new Checks(History.TEXTS, -181);
    private static final int UNREADABLE = 3;
    private static final int AWAY = 4;
    private static final int RETRY_SECONDS = 10;

    private final History history;

    @Activate
    public ShowHistory(@Reference History history) {
        this.history = history;
    }

    @Override
    public Optional<CompletionStage<ImcCommand>> preparing(CommandCall call) {
        return call.room().flatMap(room -> Reader.of(room, call.sender()).flatMap(reader ->
                history.question(call, reader.recording()).map(question ->
                        history.read(room, reader, question).handle((messages, failure) -> {
                            Optional<List<ArchivedMessage>> found = Optional.ofNullable(messages);
                            return (ImcCommand) prepared -> run(prepared, found);
                        }))));
    }

    @Override
    public Step run(CommandCall call) {
        return run(call, Optional.empty());
    }

    /** @param messages empty where they could not be read */
    private Step run(CommandCall call, Optional<List<ArchivedMessage>> messages) {
        return CHECKS.check(call, member -> true, (room, member) -> show(call, Recording.of(room), member, messages));
    }

    private Step show(CommandCall call, Optional<Recording> recording, Member member,
            Optional<List<ArchivedMessage>> messages) {
        if (recording.isEmpty()) {
            return Step.done().noticing(member.address(), History.TEXTS.get(call.language(), "nothing.kept"));
        }
        if (history.question(call, recording.get()).isEmpty()) {
            String words = call.argument("since").map(word -> word + ' ').orElse("") + call.argument("n").orElse("");
            return CHECKS.refused(call, UNREADABLE, 400, words.strip(), history.most());
        }
        if (messages.isEmpty()) {
            Answer away = CHECKS.answer(call.language(), AWAY, 503);
            return Step.refused(new Answer(away.code(), away.status(), null, away.text(), RETRY_SECONDS));
        }
        List<Notice> shown = history.replay().to(member.address(), call.room(), messages.get());
        return shown.isEmpty()
                ? Step.done().noticing(member.address(), History.TEXTS.get(call.language(), "nothing.said"))
                : new Step(Answer.OK, List.of(), shown);
    }

    @Override
    public Optional<Texts> texts() {
        return Optional.of(History.TEXTS);
    }
}
