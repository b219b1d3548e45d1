package imc.mi.moderation.internal;

import static imc.test.kit.TestRoom.CHAT;
import static imc.test.kit.TestRoom.member;
import static imc.test.kit.TestRoom.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Member;
import imc.api.Role;
import imc.api.mi.MiCommand;
import imc.api.mi.MiException;
import imc.api.room.Moderation;
import imc.api.store.Change;
import imc.room.moderation.internal.Moderating;
import imc.test.kit.TestRoom;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class ManagementTest {

    private final TestRoom room = new TestRoom(member("alice", Role.OWNER), member("bert", Role.ADMIN),
            member("bob", Role.MEMBER));
    private final Map<String, MiCommand> commands = new TreeMap<>();
    private final Management management = new Management(room, new Moderating(), context());

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
        List<String> told = room.told();
        assertTrue(told.get(0).matches("alice, bert, bob: \\*\\*\\* \\[bert] has been banned by the management until "
                + ".*: Spam"), told::toString);
        assertTrue(room.now().member(user("bert")).isEmpty());
        List<?> bans = (List<?>) run("imc_list_bans");
        Map<?, ?> first = (Map<?, ?>) bans.get(0);
        assertTrue(Instant.parse((String) first.get("until")).isAfter(Instant.now()));
        assertEquals(List.of("bert@example.com", "-", "Spam"),
                List.of(first.get("who"), first.get("by"), first.get("reason")));
        assertEquals(Map.of("who", "*@spam.example", "until", "unlimited", "by", "-", "reason", ""), bans.get(1));
        assertEquals(Map.of("room", CHAT.toString(), "done", "unbanned"),
                run("imc_unban", "who", "*@spam.example"));
        assertEquals(1, ((List<?>) run("imc_list_bans")).size());
        assertEquals(List.of("alice, bob: *** *@spam.example is banned no more, by the management"),
                room.told());
    }

    @Test
    @DisplayName("an operator mutes and gives a voice, and takes both away; all are told, and imc_room shows it")
    void speech() throws MiException {
        Member bob = room.now().member(user("bob")).orElseThrow();
        assertEquals(Map.of(), management.of(room.now()));
        assertEquals(Map.of(), management.of(room.now(), bob));
        run("imc_mute", "who", "bob", "time", "10m");
        run("imc_voice", "who", "bob");
        Map<String, Object> facts = management.of(room.now(), bob);
        assertTrue(Instant.parse((String) facts.get("muted_until")).isAfter(Instant.now()));
        assertEquals(true, facts.get("voice"));
        assertEquals(1, ((List<?>) run("imc_list_mutes")).size());
        run("imc_mute", "who", "bob");
        assertEquals("unlimited", management.of(room.now(), bob).get("muted_until"));
        run("imc_unmute", "who", "bob");
        run("imc_devoice", "who", "bob");
        assertEquals(Map.of(), management.of(room.now(), bob));
        assertEquals(List.of("has been given a voice by the management", "has been muted by the management",
                "may speak again, by the management", "has no voice any more, by the management"),
                room.told().subList(1, 5).stream()
                        .map(text -> text.replaceFirst("alice, bert, bob: .*\\[bob] ", "")).toList());
    }

    @Test
    @DisplayName("an operator lists the voices, also of who has left")
    void voices() throws MiException {
        assertEquals(List.of(), run("imc_list_voices"));
        run("imc_voice", "who", "bob");
        room = Change.apply(List.of(new Change.MemberRemoved(CHAT, user("bob"))), room);
        assertEquals(List.of(Map.of("who", "bob@example.com", "until", "unlimited", "by", "-", "reason", "")),
                run("imc_list_voices"));
        run("imc_devoice", "who", "bob");
        assertEquals(List.of(), run("imc_list_voices"));
    }

    @Test
    @DisplayName("an operator makes a room moderated, and lets everybody speak again; all are told")
    void moderated() throws MiException {
        assertEquals(Map.of("room", CHAT.toString(), "done", "moderated on"),
                run("imc_moderated", "moderated", "on"));
        assertEquals(Optional.of(Room.ON), room.properties().get(Moderation.MODERATED));
        assertEquals(Map.of("room", CHAT.toString(), "done", "moderated off"),
                run("imc_moderated", "moderated", "OFF"));
        assertEquals(Optional.empty(), room.properties().get(Moderation.MODERATED));
        assertEquals(List.of("3: *** the management has made the room moderated: only the owner, admins and who has a"
                + " voice may speak", "3: *** the management has let everybody speak"), told);
        room = Change.apply(List.of(new Change.RoomPropertyPut(CHAT, Room.LANGUAGE, Optional.of("de"))), room);
        run("imc_moderated", "moderated", "off");
        assertEquals("3: *** die Verwaltung l\u00E4sst alle sprechen", told.get(2));
    }

    @Test
    @DisplayName("imc_room shows how a room is moderated")
    void facts() throws MiException {
        run("imc_moderated", "moderated", "on");
        run("imc_ban", "who", "erin");
        assertEquals(Map.of("moderated", true, "bans", 1), management.of(room.now()));
    }

    @Test
    @DisplayName("what an operator cannot do either, says what is wrong")
    void refused() {
        for (String[] wrong : new String[][] {{"400", "imc_ban", "who", "alice"}, {"400", "imc_ban", "who", "*@*"},
            {"400", "imc_ban", "who", "a%4"}, {"400", "imc_ban", "who", "bob", "time", "1000y"},
            {"400", "imc_ban", "who", "bob", "reason", "a\u202Eb"}, {"400", "imc_ban", "who", "bob", "reason", "a\nb"},
            {"404", "imc_unban", "who", "bob"}, {"404", "imc_list_bans", "room", "chat-2"},
            {"404", "imc_mute", "who", "erin"}, {"400", "imc_mute", "who", "bob", "time", "0s"},
            {"404", "imc_mute", "who", "*@example.com"}, {"404", "imc_unmute", "who", "bob"},
            {"400", "imc_mute", "who", "alice"}, {"404", "imc_voice", "who", "erin"},
            {"404", "imc_list_voices", "room", "chat-2"}, {"400", "imc_moderated", "moderated", "yes"},
            {"404", "imc_moderated", "room", "chat-2", "moderated", "on"}}) {
            MiException refusal = assertThrows(MiException.class,
                    () -> run(wrong[1], List.of(wrong).subList(2, wrong.length).toArray(String[]::new)),
                    String.join(" ", wrong));
            assertEquals(wrong[0], Integer.toString(refusal.code()), String.join(" ", wrong));
        }
        assertTrue(room.now().properties().isEmpty());
    }

    @Test
    @DisplayName("the commands go with the component")
    void goes() {
        assertEquals(10, commands.size());
        management.deactivate();
        assertEquals(Map.of(), commands);
    }
}
