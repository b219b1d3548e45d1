package imc.mi.fifo.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.mi.MiException;
import imc.mi.fifo.internal.Request.Argument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Kamailio 4's clients are answered. */
class LineProtocolTest {

    private static final String[] NONE = {};

    private final TestCommands test = new TestCommands();
    private String indent = "\t";
    private final LineProtocol protocol = new LineProtocol(test.commands, () -> indent);

    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    private String answer(String command, Argument... arguments) throws IOException {
        return text(protocol.call(new Request.Lines(command, "reply", List.of(arguments))));
    }

    private static String text(Call call) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        call.run().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Argument value(String value) {
        return new Argument("", value);
    }

    @Test
    void aListIsWrittenByTheCommandsTemplate() throws Exception {
        test.with("imc_list_rooms", NONE, new String[] {"ROOM::  URI={room} MEMBERS={members} OWNER={owner}"},
                values -> List.of(map("room", "sip:a@x", "members", 2, "owner", "sip:alice@x"),
                        map("room", "sip:b@x", "members", 0, "owner", "")));
        assertEquals("200 OK\nROOM::  URI=sip:a@x MEMBERS=2 OWNER=sip:alice@x\nROOM::  URI=sip:b@x MEMBERS=0 OWNER"
                + "=\n\n",
                answer("imc_list_rooms"));
    }

    @Test
    void whatIsBelowIsWrittenByItsOwnTemplate() throws Exception {
        test.with("m", new String[] {"room"}, new String[] {"ROOM:: {room} N={count}", "members \tMEMBER:: {user}",
            "none \tNONE:: {x}", "words \t\tWORD:: {}"},
                values -> map("room", values.get("room"), "members", List.of(map("user", "a"), map("user", "b")),
                        "count", 2, "words", List.of("x")));
        assertEquals("200 OK\nROOM:: chat N=2\n\tMEMBER:: a\n\tMEMBER:: b\n\t\tWORD:: x\n\n",
                answer("m", value("chat")));
        indent = "  ";
        assertEquals("200 OK\nROOM:: chat N=2\n  MEMBER:: a\n  MEMBER:: b\n    WORD:: x\n\n",
                answer("m", new Argument("room", "chat")));
    }

    @Test
    void withoutATemplateItIsWrittenAsKamailioWritesTrees() throws Exception {
        test.with("x", values -> map("now", "a b", "up", 5, "list", List.of(map("name", "one two", "size", 1, "text",
                "a b",
                "deep", List.of("p", "q")), "bare"), "inner", map("k", true)))
                .with("y", values -> List.of("which", "help"))
                .with("z", values -> List.of(map("command", "which", "parameters", "", "description", "Lists \"all\"")))
                .with("w", values -> "bare").with("v", values -> Map.of());
        assertEquals("200 OK\nNOW:: a b\nUP:: 5\nLIST:: \n\tNAME:: one two SIZE=1 TEXT=\"a b\"\n\t\tDEEP:: \n\t\t\t"
                + "p\n\t\t\tq\n"
                + "\tbare\nINNER:: \n\tK:: true\n\n", answer("x"));
        assertEquals("200 OK\nwhich\nhelp\n\n", answer("y"));
        assertEquals("200 OK\nCOMMAND:: which PARAMETERS= DESCRIPTION=\"Lists \\\"all\\\"\"\n\n", answer("z"));
        assertEquals("200 OK\nbare\n\n", answer("w"));
        assertEquals("200 OK\n\n", answer("v"));
    }

    @Test
    void noValueEndsALine() throws Exception {
        test.with("x", values -> map("a", "1\n200 OK\r\u0000"))
                .with("y", NONE, new String[] {"Y={a}"}, values -> map("a", "1\n\n"))
                .with("z", values -> {
                    throw MiException.notFound("no such\nthing");
                });
        assertEquals("200 OK\nA:: 1 200 OK  \n\n", answer("x"));
        assertEquals("200 OK\nY=1  \n\n", answer("y"));
        assertEquals("404 no such thing\n\n", answer("z"));
    }

    @Test
    void refusalsOfTheProtocolHaveNoEmptyLine() throws Exception {
        assertEquals("500 command 'imc_lst' not available\n", answer("imc_lst"));
        assertEquals("400 parse error in command 'x'\n", text(protocol.call(new Request.BrokenLines("x", "reply"))));
    }

    @Test
    void whatMustBeThereAndIsNotIsAnEmptyParameter() throws Exception {
        test.with("x", values -> values, "room", "[count:integer]");
        for (List<Argument> arguments : Arrays.asList(List.<Argument>of(), List.of(value("")),
                List.of(new Argument("room", "")), List.of(new Argument("count", "5")))) {
            assertEquals("400 empty param\n\n", answer("x", arguments.toArray(Argument[]::new)));
        }
        assertEquals("200 OK\nROOM:: a\n\n", answer("x", value("a"), value("")));
        assertEquals("200 OK\nROOM:: a\nCOUNT:: 5\n\n", answer("x", new Argument("count", "5"), new Argument("room",
                "a")));
    }

    @Test
    void whatIsTooMuchOrOfTheWrongKindIsRefused() throws Exception {
        test.with("x", values -> values, "room", "[count:integer]");
        assertEquals("400 x: the parameter 'count' is 'b'; a whole number is expected. Usage: x <room> [<count>]\n\n",
                answer("x", value("a"), value("b")));
        assertEquals("400 x: there is no parameter for 'c'. Usage: x <room> [<count>]\n\n",
                answer("x", value("a"), value("1"), value("c")));
        assertEquals("400 the parameter 'room' is given twice\n\n",
                answer("x", new Argument("room", "a"), new Argument("room", "b")));
    }

    @Test
    void whileTheDispatcherIsAwayThatIsSaid() throws Exception {
        test.commands.unbind(test.dispatcher);
        assertEquals("500 the management commands are not there at the moment; try again\n\n", answer("x"));
    }
}
