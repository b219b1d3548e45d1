package imc.room.password.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.RoomRules;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.Listed;
import imc.api.room.Moderation;
import imc.api.store.Change;
import imc.api.text.Language;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A room with this bundle alone: commands come in, are prepared, decide, and are seen at once. */
final class House {

    static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    private static final RoomRules RULES = (RoomRules) Proxy.newProxyInstance(RoomRules.class.getClassLoader(),
            new Class<?>[] {RoomRules.class}, (proxy, method, given) -> switch (method.getName()) {
                case "maxMembers" -> 100;
                case "maxMemberships" -> 1000;
                case "checkOnCreate" -> false;
                case "ownerLeave" -> RoomRules.OwnerLeave.HANDOVER;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30)); // it goes round
    final Hashing hashing = new Hashing(1_000, 32);
    final Password setting = new Password(hashing, clock::get);
    final Doorkeeper doorkeeper = new Doorkeeper(hashing, clock::get);
    Optional<Room> room = Optional.of(Room.of(CHAT, false, List.of(new Member(user("alice"), Role.OWNER),
            new Member(user("bob"), Role.ADMIN), new Member(user("carol"), Role.MEMBER))));

    static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    /** What says that these users are banned. */
    static Moderation banning(String... users) {
        return (Moderation) Proxy.newProxyInstance(Moderation.class.getClassLoader(), new Class<?>[] {Moderation.class},
                (proxy, method, given) -> given[0] != Moderation.Measure.BAN ? List.of()
                        : Stream.of(users).map(name -> new Listed(Listed.key(user(name)), 0, "-", "")).toList());
    }

    /** The room has this password from now on; {@code -} for none. */
    void set(String password) {
        keep(password.equals("-") ? Optional.empty()
                : setting.read(call(user("alice"), Map.of()), password, Language.NONE));
    }

    /** What the store has of it. */
    void keep(Optional<String> kept) {
        room = room.map(now -> now.with(now.properties().with(Room.PASSWORD, kept)));
    }

    /** A command, as the engine runs it. */
    Answer run(String sender, ImcCommand command, Map<String, String> arguments) {
        return run(user(sender), command, arguments).join();
    }

    CompletableFuture<Answer> run(SipAddress sender, ImcCommand command, Map<String, String> arguments) {
        CommandCall call = call(sender, arguments);
        CompletionStage<ImcCommand> ready =
                command.preparing(call).orElseGet(() -> CompletableFuture.completedStage(command));
        CompletionStage<?> policies = doorkeeper.awaiting(call).orElseGet(() -> CompletableFuture.completedStage(null));
        return ready.thenCombine(policies, (prepared, done) -> decide(sender, prepared, arguments))
                .toCompletableFuture();
    }

    private synchronized Answer decide(SipAddress sender, ImcCommand command, Map<String, String> arguments) {
        CommandCall call = call(sender, arguments);
        Step step = doorkeeper.changing(call, command.run(call));
        for (Change change : step.changes()) {
            if (step.answer().isSuccess() && change instanceof Change.MemberPut put && put.member().role().isPresent()
                    && room.flatMap(now -> now.member(put.member().address()))
                            .filter(member -> member.role().isPresent()).isEmpty()) {
                step = doorkeeper.entering(new Entry(put.member(), call), step);
            }
        }
        room = Optional.ofNullable(Change.apply(step.changes(), room.orElse(null)));
        return step.answer();
    }

    void close() {
        hashing.deactivate();
    }

    /** A call, as far as the commands and policies of these tests look at it. */
    CommandCall call(SipAddress sender, Map<String, String> arguments) {
        Optional<Room> now = room;
        return (CommandCall) Proxy.newProxyInstance(CommandCall.class.getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "sender" -> sender;
                    case "language" -> Language.of(now, Language.NONE);
                    case "roomAddress" -> CHAT;
                    case "room" -> now;
                    case "canBeRoom", "canBeUser" -> true;
                    case "argument" -> Optional.ofNullable(arguments.get(given[0].toString()));
                    case "address" -> SipAddress.resolve(given[0].toString(), CHAT);
                    case "rules" -> RULES;
                    case "memberCount" -> 1;
                    case "startChar" -> "#";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
