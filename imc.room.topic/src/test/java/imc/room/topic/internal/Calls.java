package imc.room.topic.internal;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.api.text.Language;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A room in which commands are called. */
final class Calls {

    static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    /** Alice owns it, bob is a member, carol is invited. */
    Optional<Room> room = Optional.of(Room.empty(CHAT, false).with(new Member(user("alice"), Role.OWNER))
            .with(new Member(user("bob"), Role.MEMBER)).with(Member.invited(user("carol"), user("alice"))));
    Language language = Language.NONE;

    static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    /** What the command says, as code and notices; what it changes is in force then. */
    String topic(String sender, @Nullable String text) {
        return done(new TopicCommand().run(call(sender, text)));
    }

    String done(Step step) {
        room = Optional.ofNullable(Change.apply(step.changes(), room.orElse(null)));
        return Stream.concat(step.answer().isSuccess() ? Stream.empty()
                        : Stream.of(step.answer().status() + " " + step.answer().code() + " " + step.answer().text()),
                step.notices().stream().map(notice -> notice.receivers().stream().map(SipAddress::user)
                        .collect(Collectors.joining(", ")) + ": " + notice.content().asText()))
                .collect(Collectors.joining("\n"));
    }

    CommandCall call(String sender, @Nullable String text) {
        return (CommandCall) Proxy.newProxyInstance(CommandCall.class.getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "sender" -> user(sender);
                    case "room" -> room;
                    case "language" -> Language.of(room, language);
                    case "argument" -> given[0].equals("text") ? Optional.ofNullable(text) : Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
