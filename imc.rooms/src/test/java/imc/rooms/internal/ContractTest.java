package imc.rooms.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Room;
import imc.rooms.internal.ContractModel.Call;
import imc.rooms.internal.ContractModel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import org.slf4j.LoggerFactory;

/** Random conversations: whatever users say in whatever order, the engine does what the contract's model does. */
class ContractTest {

    private static final List<String> USERS = List.of("alice", "bob", "carol", "dave");
    private static final AtomicLong STEPS = new AtomicLong();

    @AfterContainer
    static void steps() {
        LoggerFactory.getLogger(ContractTest.class).info("{} steps", STEPS.get());
        assertTrue(STEPS.get() >= 100_000, STEPS + " steps, at least 100000 are promised");
    }

    @Property(tries = 1000)
    @Label("the engine comes to the outcome of the model in random conversations")
    void conversation(@ForAll("calls") List<Call> calls, @ForAll boolean createOnJoin, @ForAll boolean checkOnCreate,
            @ForAll("ownerLeave") String ownerLeave, @ForAll("maxFailures") int maxFailures,
            @ForAll("onFailure") String onFailure, @ForAll("bounds") int bound) {
        Conference conference = Conference.open(Map.of("create_on_join", createOnJoin, "check_on_create", checkOnCreate,
                "owner_leave", ownerLeave, "max_failures", maxFailures, "on_failure", onFailure,
                "max_rooms_per_user", bound, "max_members", bound + 1));
        Mark.install(conference);
        conference.away.add(Conference.user("dave"));
        conference.strangers.add(Conference.user("carol"));
        ContractModel model = new ContractModel(Set.of("dave"), createOnJoin, checkOnCreate, ownerLeave, maxFailures,
                onFailure, Set.of("carol"), bound, bound + 1);
        List<String> conversation = new ArrayList<>();
        for (Call call : calls) {
            Outcome expected = model.run(call);
            Answer answer = conference.send(call.sender(), Conference.user(call.addressed()), Content.text(call.text()),
                    Map.of());
            conference.awaitQuiet();
            conversation.add(call.sender() + " -> " + call.addressed() + ": " + call.text());
            assertEquals(expected, new Outcome(answer.code(), conference.told()),
                    () -> String.join("\n", conversation));
            STEPS.incrementAndGet();
        }
        assertEquals(model.state(), state(conference.rooms.all().toList()), () -> String.join("\n", conversation));
        assertEquals(model.state(), state(List.copyOf(conference.store.kept.values())), "the store");
        conference.close();
    }

    private static Map<String, Map<String, String>> state(List<Room> rooms) {
        Map<String, Map<String, String>> state = new TreeMap<>();
        for (Room room : rooms) {
            Map<String, String> roles = new TreeMap<>();
            room.members().forEach(member -> roles.put(member.address().user(),
                    member.role().word() + " " + member.properties().get(Mark.NAME).orElse("")));
            state.put(room.address().user() + (room.isPrivate() ? " private " : " ")
                    + room.properties().get(Mark.NAME).orElse(""), roles);
        }
        return state;
    }

    @Provide
    Arbitrary<Integer> bounds() {
        return Arbitraries.of(1, 2, 100);
    }

    @Provide
    Arbitrary<Integer> maxFailures() {
        return Arbitraries.of(0, 1, 3);
    }

    @Provide
    Arbitrary<String> onFailure() {
        return Arbitraries.of("report", "remove");
    }

    @Provide
    Arbitrary<String> ownerLeave() {
        return Arbitraries.of("destroy", "refuse", "handover");
    }

    /** To the manager goes what can be: the room is the last argument, and all before it have to be there. */
    private static Call to(Call call, boolean isToManager) {
        boolean lacks = call.command().isEmpty() || Set.of("invite", "add", "remove", "modify").contains(call.command())
                && (call.user().isEmpty() || call.command().equals("modify") && call.word().isEmpty());
        return new Call(call.sender(), call.room(), call.command(), call.user(), call.word(), isToManager && !lacks);
    }

    @Provide
    Arbitrary<List<Call>> calls() {
        Arbitrary<String> users = Arbitraries.of(USERS);
        Arbitrary<String> rooms = Arbitraries.of("chat-1", "chat-2", "chat-3");
        Arbitrary<String> maybeUser = users.injectNull(0.03).map(user -> user == null ? "" : user);
        Arbitrary<Call> plain = Combinators.combine(users, rooms,
                Arbitraries.of("", "", "join", "join", "leave", "accept", "accept", "reject", "members", "rooms"))
                .as((sender, room, command) -> new Call(sender, room, command, "", "", false));
        Arbitrary<Call> destroy = Combinators.combine(users, rooms)
                .as((sender, room) -> new Call(sender, room, "destroy", "", "", false));
        Arbitrary<Call> create = Combinators.combine(users, rooms, Arbitraries.of("", "private"))
                .as((sender, room, word) -> new Call(sender, room, "create", "", word, false));
        Arbitrary<Call> govern = Combinators.combine(users, rooms,
                Arbitraries.of("invite", "invite", "add", "add", "remove"), maybeUser)
                .as((sender, room, command, user) -> new Call(sender, room, command, user, "", false));
        Arbitrary<Call> modify = Combinators.combine(users, rooms, maybeUser,
                Arbitraries.of("owner", "admin", "admin", "member", "king", ""))
                .as((sender, room, user, role)
                        -> new Call(sender, room, "modify", user, user.isEmpty() ? "" : role, false));
        Arbitrary<Call> mark = Combinators.combine(users, rooms, Arbitraries.of("red", "blue", "none"))
                .as((sender, room, colour) -> new Call(sender, room, "mark", "", colour, false));
        Arbitrary<Call> any = Arbitraries.frequencyOf(Tuple.of(6, plain), Tuple.of(1, destroy), Tuple.of(2, mark),
                Tuple.of(2, create), Tuple.of(4, govern), Tuple.of(3, modify));
        return Combinators.combine(any, Arbitraries.of(false, false, true)).as(ContractTest::to)
                .list().ofMinSize(100).ofMaxSize(140);
    }
}
