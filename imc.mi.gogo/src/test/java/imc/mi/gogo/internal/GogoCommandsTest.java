package imc.mi.gogo.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.mi.MiCommand;
import imc.api.mi.MiException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** Management commands as a person and a script meet them in Gogo. */
class GogoCommandsTest {

    private static final String ROOM = "sip:chat-1@127.0.0.1";
    private static final String USAGE = "\nUsage: imc:listMembers <room> [<role>]";

    @TempDir
    static Path storage;
    private Shell shell;
    private ServiceRegistration<MiCommand> listRooms;

    @BeforeEach
    void start() throws Exception {
        shell = new Shell(storage);
        listRooms = shell.install("imc_list_rooms", "lists the rooms", parameters -> List.of(
                map("room", ROOM, "members", 2, "owner", "sip:alice@127.0.0.1", "private", false),
                map("room", "sip:office@127.0.0.1", "members", 12, "owner", "sip:bob@127.0.0.1", "private", true)));
        shell.install("imc_list_members", "lists the members of a room", GogoCommandsTest::members, "room", "[role]");
        shell.install("ul_dump", "echoes", parameters -> parameters, "[user]");
    }

    @AfterEach
    void stop() throws Exception {
        shell.close();
    }

    private static Object members(Map<String, Object> parameters) throws MiException {
        if (!parameters.get("room").equals(ROOM)) {
            throw MiException.notFound("Room not found: " + parameters.get("room"));
        }
        return map("room", ROOM, "members", List.of(
                map("user", "sip:alice@127.0.0.1", "role", "owner"),
                map("user", "sip:bob@127.0.0.1", "role", "member")), "count", 2);
    }

    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    @Test
    void aListOfRoomsIsATable() throws Exception {
        assertEquals("""
                room                  members  owner                private
                sip:chat-1@127.0.0.1        2  sip:alice@127.0.0.1  false
                sip:office@127.0.0.1       12  sip:bob@127.0.0.1    true""", shell.shown("imc:listRooms"));
    }

    @Test
    void theMembersOfARoomAreAHeadingAndATable() throws Exception {
        assertEquals("""
                room   sip:chat-1@127.0.0.1
                count  2
                members
                  user                 role
                  sip:alice@127.0.0.1  owner
                  sip:bob@127.0.0.1    member""", shell.shown("imc:listMembers sip:chat-1@127.0.0.1"));
    }

    @Test
    void aProgramGetsJson() throws Exception {
        assertEquals("""
                {
                  "room" : "sip:chat-1@127.0.0.1",
                  "members" : [ {
                    "user" : "sip:alice@127.0.0.1",
                    "role" : "owner"
                  }, {
                    "user" : "sip:bob@127.0.0.1",
                    "role" : "member"
                  } ],
                  "count" : 2
                }""", shell.shown("imc:listMembers -j sip:chat-1@127.0.0.1"));
    }

    @Test
    void aValueOfAnotherTypeIsNamed() throws Exception {
        shell.install("imc_take", "takes some", parameters -> parameters, "[count:integer] How many");
        assertEquals(5L, shell.value("(imc:take 5) get count"));
        assertEquals("imc_take: the parameter 'count' is 'five'; a whole number is expected. Usage: imc_take [<count>]",
                assertThrows(WrongUsage.class, () -> shell.value("imc:take five")).getMessage());
        assertEquals("""
                imc:take - takes some
                Usage: imc:take [<count>]
                  count  How many
                  A parameter may also be given by name: count=...
                  -h, --help  shows this
                  -j, --json  gives the result as JSON""", shell.value("imc:take -h"));
    }

    @Test
    void aPipeGetsTheRowsAsLines() throws Exception {
        assertEquals("sip:chat-1@127.0.0.1        2  sip:alice@127.0.0.1  false\ntrue",
                shell.shown("imc:listRooms | grep chat").replace("\r", ""));
    }

    @Test
    void aScriptGetsTheTreeItself() throws Exception {
        assertEquals(2, shell.value("(imc:listRooms) size"));
        assertEquals(ROOM, shell.value("((imc:listRooms) get 0) get room"));
        assertEquals(12, shell.value("rooms = (imc:listRooms); ($rooms get 1) get members"));
        assertEquals(List.of(ROOM, "sip:office@127.0.0.1"), shell.value("each (imc:listRooms) { $it get room }"));
        assertEquals(List.of(ROOM), shell.value("each [sip:chat-1@127.0.0.1] { (imc:listMembers $it) get room }"));
        assertEquals("sip:bob@127.0.0.1",
                shell.value("(((imc:listMembers sip:chat-1@127.0.0.1) get members) get 1) get user"));
    }

    @Test
    void anElementOfAListIsShownInOneLine() throws Exception {
        assertEquals("""
                room=sip:chat-1@127.0.0.1, members=2, owner=sip:alice@127.0.0.1, private=false
                room=sip:office@127.0.0.1, members=12, owner=sip:bob@127.0.0.1, private=true
                """, shell.shown("each (imc:listRooms) { $it }"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"imc:listMembers sip:chat-1@127.0.0.1", "imc:listMembers room=sip:chat-1@127.0.0.1",
        "imc:listMembers 'sip:chat-1@127.0.0.1'", "imc:listMembers role=owner room=sip:chat-1@127.0.0.1",
        "imc:listMembers role=owner sip:chat-1@127.0.0.1", "imc:listMembers -- sip:chat-1@127.0.0.1 owner",
        "r = sip:chat-1@127.0.0.1; imc:listMembers $r", "imc:list_members sip:chat-1@127.0.0.1",
        "listMembers sip:chat-1@127.0.0.1"})
    void theRoomMayBeGivenInSeveralWays(String line) throws Exception {
        assertEquals(2, ((Map<?, ?>) shell.value(line)).get("count"));
    }

    @Test
    void anAddressWithAParameterIsNoNamedParameter() throws Exception {
        assertEquals(Map.of("user", "sip:bob@127.0.0.1;transport=tcp"),
                shell.value("imc:ulDump 'sip:bob@127.0.0.1;transport=tcp'"));
    }

    @Test
    void anOptionalParameterMayBeLeftOut() throws Exception {
        assertEquals(Map.of(), shell.value("imc:ulDump"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "sip:chat-1@127.0.0.1 -h", "--bogus --help"})
    void helpShowsTheUsage(String arguments) throws Exception {
        assertEquals("""
                imc:listMembers - lists the members of a room
                Usage: imc:listMembers <room> [<role>]
                  A parameter may also be given by name: room=...
                  -h, --help  shows this
                  -j, --json  gives the result as JSON""", shell.shown("imc:listMembers " + arguments));
    }

    @Test
    void helpOfACommandWithoutParametersSpeaksOfNone() throws Exception {
        assertEquals("""
                imc:listRooms - lists the rooms
                Usage: imc:listRooms
                  -h, --help  shows this
                  -j, --json  gives the result as JSON""", shell.shown("imc:listRooms -h"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "imc:listMembers | imc:listMembers: the parameter 'room' is missing",
        "imc:listMembers role=owner | imc:listMembers: the parameter 'room' is missing",
        "imc:listMembers a b c | imc:listMembers: there is no parameter for 'c'",
        "imc:listMembers -v a | imc:listMembers: there is no option '-v', only -h, --help, -j and --json",
        "imc:listMembers a room=b | imc:listMembers: the parameter 'room' is given twice",
        "imc:listMembers room= | imc:listMembers: the parameter 'room' has no value",
        "imc:listMembers '' | imc:listMembers: the parameter 'room' has no value",
        "imc:listMembers $nothing | imc:listMembers: the parameter 'room' has no value"})
    void wrongArgumentsAreNamedAndTheUsageShown(String line, String message) {
        assertEquals(message + USAGE, assertThrows(WrongUsage.class, () -> shell.value(line)).getMessage());
    }

    @Test
    void aRefusalIsAnErrorWithItsCodeAndText() {
        assertEquals("404 Room not found: sip:chat-9@127.0.0.1", assertThrows(CommandFailed.class,
                () -> shell.value("imc:listMembers sip:chat-9@127.0.0.1")).getMessage());
    }

    @Test
    void aCommandThatBreaksIsAnError500() {
        shell.install("imc_break", "breaks", parameters -> {
            throw new IllegalStateException("store away");
        });
        assertEquals("500 imc_break failed: java.lang.IllegalStateException: store away",
                assertThrows(CommandFailed.class, () -> shell.value("imc:break")).getMessage());
    }

    @Test
    void allCommandsThatThereAreCanBeListed() throws Exception {
        assertEquals("""
                command                          description
                imc:listMembers <room> [<role>]  lists the members of a room
                imc:listRooms                    lists the rooms
                imc:ulDump [<user>]              echoes""", shell.shown("imc:commands"));
        listRooms.unregister();
        assertEquals(2, shell.value("(imc:commands) size"));
    }

    @Test
    void theListOfCommandsHasAUsageToo() throws Exception {
        assertEquals("""
                imc:commands - Lists the commands of the management interface
                Usage: imc:commands
                  -h, --help  shows this
                  -j, --json  gives the result as JSON""", shell.shown("imc:commands -h"));
        assertEquals("imc:commands: there is no parameter for 'x'\nUsage: imc:commands",
                assertThrows(WrongUsage.class, () -> shell.value("imc:commands x")).getMessage());
    }

    @Test
    void aCommandGoesAndComesWithItsService() throws Exception {
        listRooms.unregister();
        assertThrows(RuntimeException.class, () -> shell.value("imc:listRooms"));
        assertEquals(2, ((Map<?, ?>) shell.value("imc:listMembers " + ROOM)).get("count"));

        shell.install("imc_list_rooms", "lists the rooms", parameters -> List.of());
        assertEquals("(none)", shell.shown("imc:listRooms"));
    }

    @Test
    void aCommandFollowsTheChangeOfItsProperties() throws Exception {
        listRooms.setProperties(Shell.properties("imc_show_rooms", "shows the rooms"));
        assertEquals(2, shell.value("(imc:showRooms) size"));
        assertThrows(RuntimeException.class, () -> shell.value("imc:listRooms"));
    }

    @Test
    void ofTwoCommandsOfOneNameTheOneOfTheHigherRankingIsCalled() throws Exception {
        var properties = Shell.properties("imc_list_rooms", "another");
        properties.put(Constants.SERVICE_RANKING, 5);
        MiCommand other = parameters -> "other";
        ServiceRegistration<MiCommand> registration =
                shell.context().registerService(MiCommand.class, other, properties);
        assertEquals("other", shell.shown("imc:listRooms"));
        registration.unregister();
        assertEquals(2, shell.value("(imc:listRooms) size"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "list rooms", "imc:list"})
    void aServiceWhoseNameCannotBeTypedIsLeftOutAndTheOthersWork(String name) throws Exception {
        ServiceRegistration<MiCommand> registration = shell.install(name, "odd", parameters -> "odd");
        assertEquals(2, shell.value("(imc:listRooms) size"));
        registration.unregister();
        assertEquals(2, shell.value("(imc:listRooms) size"));
    }

    @Test
    void noCommandIsLeftWhenTheServicesHaveGone() throws Exception {
        listRooms.unregister();
        assertNull(shell.context().getServiceReferences(Function.class.getName(),
                "(&(" + CommandProcessor.COMMAND_SCOPE + "=imc)(" + CommandProcessor.COMMAND_FUNCTION
                        + "=listRooms))"));
    }
}
