package imc.room.private_.internal;

import imc.api.Content;
import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Checks;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Notice;
import imc.api.command.Saying;
import imc.api.command.Step;
import imc.api.text.Language;
import imc.api.text.Texts;
import imc.api.transport.Delivery;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #msg}: something that is said to one member alone. The room's policies are asked as about every message. */
@Component
@ImcCommandProperties(name = "msg", usage = "<user> [<room>] <text...>", help = "say something to one member alone",
        details = {"The user is a member of this room, by name or address.",
            "Who wants no such messages sets private to off. You are told if it does not arrive.",
            "Another room stands before the text, with its host: #msg bob chat-1@example.com see you at 8"})
public final class Whisper implements ImcCommand {

    static final Texts TEXTS = Texts.beside(Whisper.class);

    private static final Checks CHECKS = new Checks(TEXTS, -191);
    private static final int UNWANTED = 2;
    private static final int NOTHING = 3;
    private static final int BAD_USER = 4;
    private static final int NO_MEMBER = 5;
    private static final int ONESELF = 6;
    /** So much of a message is told to who has sent it, so that he knows which one it was. */
    private static final int QUOTED = 40;

    @Override
    public Step run(CommandCall call) {
        Optional<String> text = call.argument("text");
        if (text.isEmpty()) {
            return CHECKS.refused(call, NOTHING, 400);
        }
        SipAddress user;
        try {
            user = call.address(call.argument("user").orElse(""));
        } catch (IllegalArgumentException e) {
            return CHECKS.refused(call, BAD_USER, 400, String.valueOf(e.getMessage()));
        }
        return CHECKS.check(call, member -> true, (room, sender) -> telling(call, room, user, text.get()));
    }

    private static Step telling(CommandCall call, Room room, SipAddress user, String text) {
        Optional<Member> receiver = room.member(user).filter(member -> member.role().isPresent());
        if (receiver.isEmpty()) {
            return CHECKS.refused(call, NO_MEMBER, 404);
        }
        if (user.equals(call.sender())) {
            return CHECKS.refused(call, ONESELF, 400);
        }
        if (PrivateMessages.refuses(receiver.get())) {
            return CHECKS.refused(call, UNWANTED, 403);
        }
        Saying said = call.saying(Content.text(text), List.of(user));
        return said.answer().isSuccess() ? sending(room, call.sender(), said) : Step.refused(said.answer());
    }

    private static Step sending(Room room, SipAddress speaker, Saying said) {
        String name = room.label(speaker);
        Content content = said.content().isText() ? Content.text(TEXTS.get(Language.of(room), "message",
                name.substring(1, name.length() - 1), said.content().asText())) : said.content();
        Step step = new Step(said.answer(), List.of(), List.of());
        for (SipAddress receiver : said.receivers()) {
            step = step.sending(Notice.of(List.of(receiver), content).personal()
                    .otherwise((later, delivery) -> lost(later, receiver, said.content(), delivery)));
        }
        return step;
    }

    private static Step lost(CommandCall later, SipAddress receiver, Content content, Delivery delivery) {
        String name = later.room().map(room -> room.label(receiver))
                .orElseGet(() -> Room.label(receiver.displayUser()));
        return Step.done().noticing(later.sender(), TEXTS.get(later.language(), "lost", name, delivery.status(),
                content.isText() ? quoted(content.asText()) : content.type()));
    }

    private static String quoted(String text) {
        return text.codePointCount(0, text.length()) <= QUOTED ? text
                : text.substring(0, text.offsetByCodePoints(0, QUOTED)) + "...";
    }

    @Override
    public Optional<Texts> texts() {
        return Optional.of(TEXTS);
    }
}
