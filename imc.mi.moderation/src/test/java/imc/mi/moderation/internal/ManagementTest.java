package imc.room.moderation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.mi.MiCommand;
import imc.api.mi.MiException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class ManagementTest {

    private final House house = new House("bert", "bob", "carol");
    private final Map<String, MiCommand> commands = new HashMap<>();
    private final Management management = new Management(house, house.clock, context());

    /** Takes services, and gives them back. */
    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    String name = (String) ((Dictionary<?, ?>) arguments[2]).get(MiCommand.NAME);
                    commands.put(name, (MiCommand) arguments[1]);
                    return Proxy.newProxyInstance(getClass().getClassLoader(),
                            new Class<?>[] {ServiceRegistration.class},
                            (registration, unregister, none) -> commands.remove(name) == null);
                });
    }

    private Object run(String command, String... given) throws MiException {
        Map<String, Object> parameters = new HashMap<>(Map.of("room", "chat-1"));
        for (int i = 0; i < given.length; i += 2) {
            parameters.put(given[i], given[i + 1]);
        }
        return commands.get(command).execute(parameters);
    }

    @Test
    @DisplayName("an operator bans, also an admin, lists bans and lifts them")
    void bans() throws MiException {
        run("imc_ban", "who", "bert", "time", "2h", "reason", "Spam");
        run("imc_ban", "who", "*@spam.example");
        assertEquals("alice, bert, bob, carol: *** [bert] has been banned by the management until ",
                house.told().get(0).replaceFirst("until .*", "until "));
        assertFalse(house.has("bert"));
        assertEquals(List.of(
                Map.of("who", "bert@example.com", "until", "2026-11-26T16:20:00Z", "by", "-", "reason", "Spam"),
                Map.of("who", "*@spam.example", "until", "unlimited", "by", "-", "reason", "")), run("imc_list_bans"));
        run("imc_unban", "who", "*@spam.example");
        assertEquals(1, ((List<?>) run("imc_list_bans")).size());
    }

    @Test
    @DisplayName("what an operator cannot do either, says what is wrong")
    void refused() {
        for (String[] wrong : new String[][] {{"400", "imc_ban", "who", "alice"}, {"400", "imc_ban", "who", "*@*"},
            {"400", "imc_ban", "who", "a%4"}, {"400", "imc_ban", "who", "bob", "time", "1000y"},
            {"400", "imc_ban", "who", "bob", "reason", "a\u202Eb"}, {"400", "imc_ban", "who", "bob", "reason", "a\nb"},
            {"404", "imc_unban", "who", "bob"}, {"404", "imc_list_bans", "room", "chat-2"}}) {
            MiException refusal = assertThrows(MiException.class,
                    () -> run(wrong[1], List.of(wrong).subList(2, wrong.length).toArray(String[]::new)));
            assertEquals(wrong[0], Integer.toString(refusal.code()), String.join(" ", wrong));
        }
        assertTrue(house.room.properties().isEmpty());
    }

    @Test
    @DisplayName("imc_room shows how a room is moderated, and who is muted and voiced; of other rooms nothing")
    void facts() {
        assertEquals(Map.of(), management.of(house.room));
        assertEquals(Map.of(), management.of(house.room, house.room.members().get(2)));
        for (String command : List.of("#moderated on", "#ban erin", "#ban frank for 10s", "#mute bob for 10m",
                "#voice bob", "#mute carol")) {
            house.send("alice", command);
        }
        assertEquals(Map.of("moderated", true, "bans", 2), management.of(house.room));
        house.clock.set(Duration.ofSeconds(10));
        assertEquals(Map.of("moderated", true, "bans", 1), management.of(house.room));
        assertEquals(Map.of("muted_until", "2026-11-26T14:30:00Z", "voice", true),
                management.of(house.room, house.room.members().get(2)));
        assertEquals(Map.of("muted_until", "unlimited"), management.of(house.room, house.room.members().get(3)));
    }

    @Test
    @DisplayName("the commands go with the component")
    void goes() {
        assertEquals(3, commands.size());
        management.deactivate();
        assertEquals(Map.of(), commands);
    }
}
