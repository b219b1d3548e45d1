package imc.mi.gogo.internal;

import static imc.mi.gogo.internal.GogoCommandsTest.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.Test;

/** How trees of every shape look to a person. */
class ResultTextTest {

    private static String text(Object tree) {
        return ResultText.block(Result.of(tree));
    }

    @Test
    void nothingIsSaidToBeNothing() {
        assertEquals("(none)", text(List.of()));
        assertEquals("(none)", text(Map.of()));
        assertEquals("room     chat-1\nmembers  (none)", text(map("room", "chat-1", "members", List.of())));
    }

    @Test
    void scalarsAreWrittenPlainly() {
        assertEquals("done", text("done"));
        assertEquals("0.5", text(0.5));
        assertEquals("a\nb", text(List.of("a", "b")));
    }

    @Test
    void rowsMayLackAKey() {
        assertEquals("a  b\n1\n   2", text(List.of(map("a", 1), map("b", 2))));
    }

    @Test
    void mapsWithListsInThemAreShownOneBelowTheOther() {
        assertEquals("""
                user  sip:alice@127.0.0.1
                contacts
                  contact              expires
                  sip:alice@127.0.0.1       60

                user      sip:bob@127.0.0.1
                contacts  (none)""", text(List.of(
                        map("user", "sip:alice@127.0.0.1",
                                "contacts", List.of(map("contact", "sip:alice@127.0.0.1", "expires", 60))),
                        map("user", "sip:bob@127.0.0.1", "contacts", List.of()))));
    }

    @Test
    void oneLineHoldsAWholeTree() {
        assertEquals("user=bob, contacts=[{uri=a, q=1}, {uri=b, q=2}], nothing=[(none)]", ResultText.line(Result.of(map(
                "user", "bob",
                "contacts", List.of(map("uri", "a", "q", 1), map("uri", "b", "q", 2)),
                "nothing", List.of()))));
    }

    @Test
    void whatStrangersWroteNeitherForgesLinesNorSteersTheTerminal() {
        assertEquals("user\nbob\\u{A}eve\\u{1B}[2J\\u{202E}", text(List.of(map("user", "bob\neve\u001b[2J\u202e"))));
    }

    @Test
    void resultsCannotBeChanged() {
        ResultMap map = (ResultMap) Result.of(map("a", List.of(1)));
        assertThrows(UnsupportedOperationException.class, () -> map.put("b", 2));
        assertThrows(UnsupportedOperationException.class, map::clear);
        assertThrows(UnsupportedOperationException.class, () -> ((ResultList) map.get("a")).add(2));
    }

    @Test
    void resultsOfOthersAreNotTouched() throws Exception {
        assertNull(new ResultConverter().format(List.of(map("a", 1)), Converter.INSPECT, null));
        assertNull(new ResultConverter().convert(String.class, Result.of(List.of())));
    }
}
