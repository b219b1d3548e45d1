package imc.test.kit;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Entry;
import imc.api.room.RoomListener;
import imc.api.room.RoomPolicy;
import imc.api.room.Rooms;
import imc.api.store.Change;
import imc.api.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A room for tests of what rooms can do, as imc.rooms has them, without its threads and its store: commands come in,
 * are prepared, decide, and what they decide is seen at once, on the thread of whoever calls them. It is all the rooms
 * that there are.
 */
public class TestRoom implements Rooms {

    /** The room's address. */
    public static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    /** As it is; empty for none. The test may put another in its place. */
    public Optional<Room> room;
    /** The language that whoever calls a command likes best. */
    public Language language = Language.NONE;
    /** Are asked one after the other. */
    public final List<RoomPolicy> policies = new ArrayList<>();
    /** Hear of each change. */
    public final List<RoomListener> listeners = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    /** A public room with these members. */
    public TestRoom(Member... members) {
        room = Optional.of(Room.of(CHAT, false, List.of(members)));
    }

    /** A user at the room's host, unless the name says another. */
    public static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    /** Somebody who is to be in the room. */
    public static Member member(String name, Role role) {
        return new Member(user(name), role);
    }

    /** Somebody whom another has invited. */
    public static Member invited(String name, String inviter) {
        return Member.invited(user(name), user(inviter));
    }

    /** The room, which is there. */
    public Room now() {
        return room.orElseThrow();
    }

    /** Whether he is in it; who is only invited is not. */
    public boolean isIn(String name) {
        return isIn(user(name));
    }

    private boolean isIn(SipAddress user) {
        return room.filter(now -> now.isPresent(user)).isPresent();
    }

    /** A call of a command, with the room as it is. */
    public CommandCall call(String sender, Map<String, String> arguments) {
        return call(user(sender), arguments);
    }

    private CommandCall call(SipAddress sender, Map<String, String> arguments) {
        return new TestCall(sender, room, arguments, language, policies);
    }

    /** A command, as rooms run it; nothing in it may wait for what comes later. */
    public Answer run(String sender, ImcCommand command, Map<String, String> arguments) {
        return begin(sender, command, arguments).join();
    }

    /** The same for one that waits, completed when it has been answered. */
    public CompletableFuture<Answer> begin(String sender, ImcCommand command, Map<String, String> arguments) {
        return begin(user(sender), command, arguments, new Cause("test", user(sender), "call"));
    }

    private CompletableFuture<Answer> begin(SipAddress sender, ImcCommand command, Map<String, String> arguments,
            Cause cause) {
        CommandCall call = call(sender, arguments);
        CompletionStage<ImcCommand> ready =
                command.preparing(call).orElseGet(() -> CompletableFuture.completedStage(command));
        for (RoomPolicy policy : policies) {
            CompletionStage<?> awaited = policy.awaiting(call).orElseGet(() -> CompletableFuture.completedStage(null));
            ready = ready.thenCombine(awaited, (prepared, done) -> prepared);
        }
        return ready.thenApply(prepared -> decide(sender, prepared, arguments, cause)).toCompletableFuture();
    }

    private synchronized Answer decide(SipAddress sender, ImcCommand command, Map<String, String> arguments,
            Cause cause) {
        CommandCall call = call(sender, arguments);
        Step step = command.run(call);
        for (RoomPolicy policy : policies) {
            step = policy.changing(call, step);
        }
        for (Change change : step.changes()) {
            if (change instanceof Change.MemberPut put && put.member().role().isPresent()
                    && !isIn(put.member().address())) {
                step = entering(new Entry(put.member(), call), step);
            }
        }
        return take(step, cause).answer();
    }

    private Step entering(Entry entry, Step proposed) {
        Step step = proposed;
        for (RoomPolicy policy : policies) {
            if (!step.answer().isSuccess()) {
                break;
            }
            step = policy.entering(entry, step);
        }
        return step;
    }

    /**
     * Does what a step says: changes the room, tells whom it may concern, and then the listeners.
     *
     * @return what was done
     */
    public Step take(Step step, Cause cause) {
        Optional<Room> before = room;
        room = Optional.ofNullable(Change.apply(step.changes(), room.orElse(null)));
        told.addAll(told(step));
        if (!step.changes().isEmpty()) {
            listeners.forEach(listener -> listener.changed(CHAT, before, room, cause));
        }
        return step;
    }

    /** What was told since the last look: {@code alice, bob: *** [carol] has joined the room}. */
    public List<String> told() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** What a step tells, in the same form, and then what is said by it, without the speaker's name. */
    public static List<String> told(Step step) {
        return Stream.concat(step.notices().stream().map(notice -> told(notice.receivers(), notice.content())),
                step.saying().stream().map(said -> told(said.receivers(), said.content()))).toList();
    }

    private static String told(List<SipAddress> receivers, Content content) {
        return receivers.stream().map(SipAddress::displayUser).collect(Collectors.joining(", ")) + ": "
                + content.asText();
    }

    /** What the sender is answered, of a refusal alone, {@code 404 -131 Room not found}, and what the step tells. */
    public static String said(Step step) {
        Answer answer = step.answer();
        return Stream.concat(answer.isSuccess() ? Stream.empty()
                : Stream.of(answer.status() + " " + answer.code() + " " + answer.text()), told(step).stream())
                .collect(Collectors.joining("\n"));
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
        return begin(cause.by(), step, Map.of(), cause);
    }
}
