package imc.mi.moderation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.mi.MiCommand;
import imc.api.mi.MiException;
import imc.api.room.Cause;
import imc.api.room.Moderation;
import imc.api.room.Rooms;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.room.moderation.internal.Moderating;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class ManagementTest implements Rooms {

    private static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    private Room room = Room.of(CHAT, false, List.of(new Member(user("alice"), Role.OWNER),
            new Member(user("bert"), Role.ADMIN), new Member(user("bob"), Role.MEMBER)));
    private final List<String> told = new ArrayList<>();
    private final Map<String, MiCommand> commands = new TreeMap<>();
    private final Management management = new Management(this, new Moderating(), context());

    private static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    @Override
    public Optional<Room> room(SipAddress address) {
        return rooms().filter(each -> each.address().equals(address)).findFirst();
    }

    @Override
    public Stream<Room> rooms() {
        return Stream.of(room);
    }

    @Override
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand command) {
        Step step = command.run((CommandCall) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "room" -> Optional.of(room);
                    case "language" -> Language.NONE;
                    default -> throw new AssertionError(method);
                }));
        step.notices().forEach(notice -> told.add(notice.receivers().size() + ": " + notice.content().asText()));
        room = Objects.requireNonNull(Change.apply(step.changes(), room));
        return CompletableFuture.completedFuture(step.answer());
    }

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
        assertTrue(told.get(0).matches("3: \\*\\*\\* \\[bert] has been banned by the management until .*: Spam"),
                told::toString);
        assertTrue(room.member(user("bert")).isEmpty());
        List<?> bans = (List<?>) run("imc_list_bans");
        Map<?, ?> first = (Map<?, ?>) bans.get(0);
        assertTrue(Instant.parse((String) first.get("until")).isAfter(Instant.now()));
        assertEquals(List.of("bert@example.com", "-", "Spam"),
                List.of(first.get("who"), first.get("by"), first.get("reason")));
        assertEquals(Map.of("who", "*@spam.example", "until", "unlimited", "by", "-", "reason", ""), bans.get(1));
        assertEquals(Map.of("room", CHAT.toString(), "done", "unbanned"),
                run("imc_unban", "who", "*@spam.example"));
        assertEquals(1, ((List<?>) run("imc_list_bans")).size());
        assertEquals("2: *** *@spam.example is banned no more, by the management", told.get(2));
    }

    @Test
    @DisplayName("an operator mutes and gives a voice, and takes both away; all are told, and imc_room shows it")
    void speech() throws MiException {
        Member bob = room.member(user("bob")).orElseThrow();
        assertEquals(Map.of(), management.of(room));
        assertEquals(Map.of(), management.of(room, bob));
        run("imc_mute", "who", "bob", "time", "10m");
        run("imc_voice", "who", "bob");
        Map<String, Object> facts = management.of(room, bob);
        assertTrue(Instant.parse((String) facts.get("muted_until")).isAfter(Instant.now()));
        assertEquals(true, facts.get("voice"));
        assertEquals(1, ((List<?>) run("imc_list_mutes")).size());
        run("imc_mute", "who", "bob");
        assertEquals("unlimited", management.of(room, bob).get("muted_until"));
        run("imc_unmute", "who", "bob");
        run("imc_devoice", "who", "bob");
        assertEquals(Map.of(), management.of(room, bob));
        assertEquals(List.of("has been given a voice by the management", "has been muted by the management",
                "may speak again, by the management", "has no voice any more, by the management"),
                told.subList(1, 5).stream().map(text -> text.replaceFirst("3: .*\\[bob] ", "")).toList());
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
        assertEquals(Map.of("moderated", true, "bans", 1), management.of(room));
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
        assertTrue(room.properties().isEmpty());
    }

    @Test
    @DisplayName("the commands go with the component")
    void goes() {
        assertEquals(10, commands.size());
        management.deactivate();
        assertEquals(Map.of(), commands);
    }
}
