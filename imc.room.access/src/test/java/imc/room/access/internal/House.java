package imc.room.access.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.CommandDescription;
import imc.api.command.ImcCommand;
import imc.api.command.RoomRules;
import imc.api.command.Saying;
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
        CommandCall call = new Call(sender, room, arguments, language);
        CompletionStage<ImcCommand> ready =
                command.preparing(call).orElseGet(() -> CompletableFuture.completedStage(command));
        CompletionStage<?> policies = entrance.awaiting(call).orElseGet(() -> CompletableFuture.completedStage(null));
        return ready.thenCombine(policies, (prepared, done) -> decide(sender, prepared, arguments))
                .toCompletableFuture();
    }

    private synchronized Answer decide(SipAddress sender, ImcCommand command, Map<String, String> arguments) {
        CommandCall call = new Call(sender, room, arguments, language);
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

    private record Call(SipAddress sender, Optional<Room> room, Map<String, String> arguments, Language liked)
            implements CommandCall {

        @Override
        public Language language() {
            return Language.of(room, liked);
        }

        @Override
        public SipAddress roomAddress() {
            return CHAT;
        }

        @Override
        public Saying saying(Content content, List<SipAddress> receivers) {
            throw new AssertionError("nothing is said by a setting");
        }

        @Override
        public boolean canBeRoom() {
            return true;
        }

        @Override
        public Optional<String> notServed() {
            return Optional.empty();
        }

        @Override
        public boolean canBeUser(SipAddress address) {
            return true;
        }

        @Override
        public Optional<String> argument(String word) {
            return Optional.ofNullable(arguments.get(word));
        }

        @Override
        public SipAddress address(String argument) {
            return SipAddress.resolve(argument, CHAT);
        }

        @Override
        public RoomRules rules() {
            return new Rules();
        }

        @Override
        public Stream<Room> rooms() {
            return room.stream();
        }

        @Override
        public int roomCount() {
            return 1;
        }

        @Override
        public int memberCount() {
            return 1;
        }

        @Override
        public int roomsOwned(SipAddress user) {
            return 0;
        }

        @Override
        public Stream<Room> roomsFrom(String from) {
            return room.stream();
        }

        @Override
        public List<CommandDescription> commands() {
            return List.of();
        }

        @Override
        public String startChar() {
            return "#";
        }
    }

    private record Rules() implements RoomRules {

        @Override
        public boolean createOnJoin() {
            return true;
        }

        @Override
        public boolean checkOnCreate() {
            return false;
        }

        @Override
        public OwnerLeave ownerLeave() {
            return OwnerLeave.HANDOVER;
        }

        @Override
        public int maxRoomsPerUser() {
            return 10;
        }

        @Override
        public int maxRooms() {
            return 10;
        }

        @Override
        public int maxMembers() {
            return 100;
        }

        @Override
        public int maxMemberships() {
            return 1000;
        }
    }
}
