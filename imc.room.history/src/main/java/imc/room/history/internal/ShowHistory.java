package imc.room.history.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Room;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code #history}: what was said lately, for members. It is read before the room's turn comes, and checked in it. Who
 * asks again before he is answered is refused.
 */
@Component
@ImcCommandProperties(name = "history", usage = "[since] [<n>] [<room>]", help = "show what was said lately",
        details = {"#history 20 shows the last 20 messages, #history since 2h those of the last two hours.",
            "Times are 14:00, 2026-11-26, 2026-11-26T14:00, 90s, 10m, 2h or 7d.",
            "A room keeps what is said where its setting history is not 0."})
public final class ShowHistory implements ImcCommand {

    private static final Checks CHECKS = new Checks(History.TEXTS, -181);
    private static final int UNREADABLE = 3;
    private static final int AWAY = 4;
    private static final int BUSY = 5;
    private static final int RETRY_SECONDS = 10;
    private static final int SOON_SECONDS = 2;

    /**
     * What was found.
     *
     * @param messages null where they could not be read
     * @param isBusy   whether they were not looked for, since something else is being read
     */
    private record Found(@Nullable List<ArchivedMessage> messages, boolean isBusy) {

        private static final Found NOTHING = new Found(null, false);
        private static final Found BUSY = new Found(null, true);
    }

    private final History history;
    private final CompletionStage<ImcCommand> busy =
            CompletableFuture.completedStage(prepared -> run(prepared, Found.BUSY));

    @Activate
    public ShowHistory(@Reference History history) {
        this.history = history;
    }

    @Override
    public Optional<CompletionStage<ImcCommand>> preparing(CommandCall call) {
        return call.room().flatMap(room -> Reader.of(room, call.sender()).flatMap(reader ->
                history.question(call, reader.recording()).map(question -> history.begin(call.sender())
                        .map(open -> read(room, reader, question, open)).orElse(busy))));
    }

    private CompletionStage<ImcCommand> read(Room room, Reader reader, Question question, Questions.Open open) {
        return history.read(room, reader, question).handle((messages, failure) -> prepared -> {
            try {
                return run(prepared, new Found(messages, false));
            } finally {
                open.close();
            }
        });
    }

    @Override
    public Step run(CommandCall call) {
        return run(call, Found.NOTHING);
    }

    private Step run(CommandCall call, Found found) {
        return CHECKS.check(call, member -> true, (room, member) -> show(call, Recording.of(room), member, found));
    }

    private Step show(CommandCall call, Optional<Recording> recording, Member member,
            Found found) {
        if (recording.isEmpty()) {
            return Step.done().noticing(member.address(), History.TEXTS.get(call.language(), "nothing.kept"));
        }
        if (history.question(call, recording.get()).isEmpty()) {
            String words = call.argument("since").map(word -> word + ' ').orElse("") + call.argument("n").orElse("");
            return CHECKS.refused(call, UNREADABLE, 400, words.strip(), history.most());
        }
        List<ArchivedMessage> messages = found.messages();
        if (found.isBusy() || messages == null) {
            Answer refusal = found.isBusy() ? CHECKS.answer(call.language(), BUSY, 480)
                    : CHECKS.answer(call.language(), AWAY, 503);
            return Step.refused(new Answer(refusal.code(), refusal.status(), null, refusal.text(),
                    found.isBusy() ? SOON_SECONDS : RETRY_SECONDS));
        }
        List<Notice> shown = history.replay().to(member.address(), call.room(), messages);
        return shown.isEmpty()
                ? Step.done().noticing(member.address(), History.TEXTS.get(call.language(), "nothing.said"))
                : new Step(Answer.OK, List.of(), shown);
    }

    @Override
    public Optional<Texts> texts() {
        return Optional.of(History.TEXTS);
    }
}
