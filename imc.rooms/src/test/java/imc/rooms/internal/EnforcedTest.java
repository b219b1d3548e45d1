package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import imc.api.Answer;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.RoomPolicy;
import imc.api.store.Change;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What policies enforce while the bundle that does is updated, and when it does not come back. */
class EnforcedTest {

    private static final RoomPolicy NONE = new RoomPolicy() {
    };

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Conference conference = Conference.open();

    @BeforeEach
    void aliceOwnsARoomWithAPassword() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        conference.send("alice", "#create");
        conference.send("alice", "#add bob");
        put("password", Optional.of("secret"));
        conference.told();
    }

    @AfterEach
    void close() {
        System.setErr(before);
        conference.close();
    }

    private void put(String property, Optional<String> value) {
        assertEquals(Answer.OK, conference.engine.change(CHAT, Cause.of("test", CHAT), call ->
                Step.done().changing(new Change.RoomPropertyPut(CHAT, property, value))).toCompletableFuture().join());
    }

    private TestReference<RoomPolicy> enforcing(String... names) {
        TestReference<RoomPolicy> reference = new TestReference<>(Map.of(RoomPolicy.ENFORCES, names), 0);
        conference.policies.add(reference, NONE);
        return reference;
    }

    private void pass(Duration time) {
        conference.time.turn(time);
        conference.enforced.look();
    }

    private List<String> warnings() {
        List<String> lines = written.toString(StandardCharsets.UTF_8).lines()
                .filter(line -> line.contains("WARN") && line.contains("nobody enforces")).toList();
        written.reset();
        return lines.stream().map(line -> line.substring(line.indexOf("a bundle"))).toList();
    }

    @Test
    @DisplayName("while a policy is updated nobody enters a room that relies on it: 503; all else goes on")
    void updated() {
        TestReference<RoomPolicy> policy = enforcing("password", "ban");
        assertEquals(200, conference.send("carol", "#join").status());
        conference.told();
        conference.policies.remove(policy);
        Answer refusal = conference.send("dave", "#join");
        assertEquals("503 5 Who may enter this room cannot be found out now; try again in 5 seconds",
                refusal.status() + " " + refusal.retryAfter() + " " + refusal.text());
        assertEquals(List.of("chat-1 -> dave: *** " + refusal.text()), conference.told());
        assertEquals(503, conference.send("alice", "#add dave").status());
        assertEquals(200, conference.send("dave", "#create chat-2").status());
        assertEquals(200, conference.send("bob", "hello").status());
        assertEquals(200, conference.send("alice", "#modify bob admin").status());
        assertEquals(200, conference.send("carol", "#leave").status());
        assertEquals(200, conference.send("alice", "#invite erin").status());
        assertEquals(503, conference.send("erin", "#accept").status());
        enforcing("password");
        assertEquals(200, conference.send("dave", "#join").status());
        pass(Duration.ofMinutes(1));
        assertEquals(List.of(), warnings());
    }

    @Test
    @DisplayName("when it does not come back everybody may enter, and the log says once what nobody enforces any more")
    void gone() {
        conference.policies.remove(enforcing("password", "ban", "moderated"));
        put("ban.1", Optional.of("somebody"));
        pass(Duration.ofMillis(9_999));
        assertEquals(503, conference.send("dave", "#join").status());
        assertEquals(List.of(), warnings());
        pass(Duration.ofMillis(1));
        assertEquals(200, conference.send("dave", "#join").status());
        assertEquals(List.of("a bundle has been away for 10 s, and what rooms have set nobody enforces any more (in so"
                + " many rooms): ban (1), password (1)"), warnings());
        pass(Duration.ofHours(1));
        assertEquals(List.of(), warnings());
    }

    @Test
    @DisplayName("what no room has is no news; what another policy enforces, too, has not gone")
    void noNews() {
        conference.policies.remove(enforcing("max_members"));
        TestReference<RoomPolicy> one = enforcing("password");
        enforcing("password");
        conference.policies.remove(one);
        assertEquals(200, conference.send("dave", "#join").status());
        pass(Duration.ofMinutes(1));
        assertEquals(List.of(), warnings());
    }

    @Test
    @DisplayName("a name stands for itself and for what is behind its dot")
    void names() {
        put("password", Optional.empty());
        put("banner", Optional.of("x"));
        conference.policies.remove(enforcing("ban"));
        assertEquals(200, conference.send("dave", "#join").status());
        put("ban.5", Optional.of("x"));
        assertEquals(503, conference.send("erin", "#join").status());
    }

    @Test
    @DisplayName("policy_timeout = 0: nobody waits, and the log says so at once")
    void without() {
        conference.settings.modified(Map.of("policy_timeout", "0"));
        TestReference<RoomPolicy> policy = enforcing("password");
        conference.policies.remove(policy);
        assertEquals(200, conference.send("dave", "#join").status());
        conference.time.turn(Duration.ZERO);
        Await.that("the log says so", () -> written.toString(StandardCharsets.UTF_8).contains("password (1)"));
    }

    @Test
    @DisplayName("when the rooms end with all else, nothing is said")
    void ends() {
        conference.policies.remove(enforcing("password"));
        conference.enforced.deactivate();
        pass(Duration.ofMinutes(1));
        assertFalse(written.toString(StandardCharsets.UTF_8).contains("nobody enforces"));
    }
}
