package imc.room.access.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.RoomRules;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.room.RoomSetting;
import imc.api.room.Rooms;
import imc.api.store.Change;
import imc.api.text.Language;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;

/** A room with this bundle alone: commands come in, are prepared, decide, and are seen at once. */
final class House implements Rooms {

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
    final Hashing hashing = new Hashing(1_000, 4);
    final Settings settings = new Settings();
    final RoomPolicy entrance = new Entrance(hashing, clock::get);
    final List<String> told = new ArrayList<>();
    Language language = Language.NONE;
    Optional<Room> room = Optional.of(Room.of(CHAT, false, List.of(new Member(user("alice"), Role.OWNER),
            new Member(user("bob"), Role.ADMIN), new Member(user("carol"), Role.MEMBER))));

    House() {
        int id = 0;
        for (RoomSetting each : List.of(new Hidden(), new MembersOnly(), new Persistent(), new MaxMembers(),
                new Welcome(), new Tongue(), new Password(hashing))) {
            add(each, id++);
        }
    }

    void add(RoomSetting setting, int ranking) {
        settings.bindSetting(setting, reference(ranking));
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<RoomSetting> reference(int ranking) {
        return (ServiceReference<RoomSetting>) Proxy.newProxyInstance(ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "compareTo" -> Integer.compare(ranking, ((ServiceReference<?>) given[0]).hashCode());
                    case "hashCode" -> ranking;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    /** {@code #set}. */
    Answer set(String sender, String... nameAndValue) {
        return run(sender, new Set(settings), nameAndValue.length == 0 ? Map.of() : nameAndValue.length == 1
                ? Map.of("name", nameAndValue[0]) : Map.of("name", nameAndValue[0], "value", nameAndValue[1]));
    }

    /** A command, as the engine runs it. */
    Answer run(String sender, ImcCommand command, Map<String, String> arguments) {
        return run(user(sender), command, arguments).join();
    }

    CompletableFuture<Answer> run(SipAddress sender, ImcCommand command, Map<String, String> arguments) {
        CommandCall call = call(sender, arguments);
        CompletionStage<ImcCommand> ready =
                command.preparing(call).orElseGet(() -> CompletableFuture.completedStage(command));
        CompletionStage<?> policies = entrance.awaiting(call).orElseGet(() -> CompletableFuture.completedStage(null));
        return ready.thenCombine(policies, (prepared, done) -> decide(sender, prepared, arguments))
                .toCompletableFuture();
    }

    private synchronized Answer decide(SipAddress sender, ImcCommand command, Map<String, String> arguments) {
        CommandCall call = call(sender, arguments);
        Step step = entrance.changing(call, command.run(call));
        for (Change change : step.changes()) {
            if (step.answer().isSuccess() && change instanceof Change.MemberPut put && put.member().role().isPresent()
                    && room.flatMap(now -> now.member(put.member().address()))
                            .filter(member -> member.role().isPresent()).isEmpty()) {
                step = entrance.entering(new Entry(put.member(), call), step);
            }
        }
        room = Optional.ofNullable(Change.apply(step.changes(), room.orElse(null)));
        step.notices().forEach(notice -> told.add(String.join(", ", notice.receivers().stream()
                .map(SipAddress::user).toList()) + ": " + notice.content().asText()));
        return step.answer();
    }

    List<String> takeTold() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    void close() {
        hashing.deactivate();
    }

    @Override
    public Optional<Room> room(SipAddress address) {
        return room.filter(found -> found.address().equals(address));
    }

    @Override
    public Stream<Room> rooms() {
        return room.stream();
    }

    @Override
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
        return run(cause.by(), step, Map.of());
    }

    /** A call, as far as the commands and policies of these tests look at it. */
    private CommandCall call(SipAddress sender, Map<String, String> arguments) {
        Optional<Room> now = room;
        Language liked = language;
        return (CommandCall) Proxy.newProxyInstance(CommandCall.class.getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "sender" -> sender;
                    case "language" -> Language.of(now, liked);
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
