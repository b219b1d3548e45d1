package imc.room.settings.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.room.Cause;
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
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;

/** A room with this bundle alone: commands come in, are prepared, and decide. */
final class House implements Rooms {

    static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    final Settings settings = new Settings();
    final List<String> told = new ArrayList<>();
    Optional<Room> room = Optional.of(Room.of(CHAT, false, List.of(new Member(user("alice"), Role.OWNER),
            new Member(user("bob"), Role.ADMIN), new Member(user("carol"), Role.MEMBER))));

    void add(RoomSetting setting, int ranking) {
        settings.bindSetting(setting, reference(ranking));
    }

    void remove(int ranking) {
        settings.unbindSetting(reference(ranking));
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
    private Answer run(String sender, ImcCommand command, Map<String, String> arguments) {
        return run(user(sender), command, arguments).join();
    }

    CompletableFuture<Answer> run(SipAddress sender, ImcCommand command, Map<String, String> arguments) {
        return command.preparing(call(sender, arguments)).orElseGet(() -> CompletableFuture.completedStage(command))
                .thenApply(prepared -> decide(prepared.run(call(sender, arguments)))).toCompletableFuture();
    }

    private Answer decide(Step step) {
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
        return (CommandCall) Proxy.newProxyInstance(CommandCall.class.getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "sender" -> sender;
                    case "language" -> Language.of(now, Language.NONE);
                    case "roomAddress" -> CHAT;
                    case "room" -> now;
                    case "argument" -> Optional.ofNullable(arguments.get(given[0].toString()));
                    case "address" -> SipAddress.resolve(given[0].toString(), CHAT);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
