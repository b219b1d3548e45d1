package imc.script.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.script.internal.text.SyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of scripts that cannot be read, or use what there is not. */
class SyntaxTest {

    private static final String LONG_NAME = "A2345678901234567890123456789012345678901234567890123456789";

    private final Desk desk = new Desk();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "if ($rU == ) exit;|line 1, column 12: a value, like $rU, \"a text\", a number or a function, was expected, "
                + "and ')' found",
        "if ($rU == \"a\" exit;|line 1, column 16: an operator, ';' or ')' was expected, and 'exit' found",
        "if ($rU) {|line 1, column 11: '}' for the '{' at line 1, column 10 was expected, "
                + "and the end of the script found",
        "exit drop|line 1, column 6: ';' was expected, and 'drop' found",
        "$rU = \"a|line 1, column 7: this text is not closed: \" was expected before the line's end",
        "$si = \"a\";|line 1, column 1: $si cannot be given a value; $ru, $rU, $rd and $var(name) can",
        "while (1) exit;|line 1, column 1: 'while' is not known here: there are if, else, exit, return, drop,"
                + " route(NAME), assignments and functions",
        "route(B);|line 1, column 1: there is no route[B]; there are []",
        "route[A] {} route[A] {}|line 1, column 13: route[A] is there already, at line 1, column 1",
        "route[a b] {}|line 1, column 1: route[NAME] was expected, and 'a b' found in brackets",
        "timer_route[A] {}|line 1, column 1: timer_route[NAME, seconds] was expected, and 'A' found in brackets",
        "timer_route[A, 0] {}|line 1, column 1: an interval of at least 1 second was expected, and 0 found",
        "timer_route[" + LONG_NAME + ", 1] {}|line 1, column 1: a timer_route's name of at most 58 characters was"
                + " expected, and one of 59 found",
        "if ($rU =~ \"(\") exit;|line 1, column 12: '(' is no regular expression: Unclosed group",
        "$(rU{s.len})|line 1, column 1: the name of a variable was expected behind '$', like $ru or $hdr(X-Name);"
                + " transformations like $(ru{uri.user}) are not known here",
        "exit; @|line 1, column 7: '@' means nothing here",
        "x.y();|line 1, column 2: '.' means nothing here",
        "$hdr();|line 1, column 1: a name was expected in the brackets of $hdr",
        "/* x|line 1, column 1: this comment is not closed: '*/' was expected"})
    void refused(String script, String why) {
        assertEquals(why, assertThrows(SyntaxException.class, () -> desk.read(script)).getMessage());
    }

    @Test
    void linesAreCounted() {
        assertEquals("line 3, column 5: a statement, like 'if (…)', 'send_reply(404, \"Not here\");' or 'exit;',"
                + " was expected, and '=' found", assertThrows(SyntaxException.class,
                        () -> desk.read("# one\n/* two\n */ = 1;")).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "sendreply(200);|line 1, column 1: there is no function sendreply(); did you mean send_reply?",
        "if ($xy) exit;|line 1, column 5: there is no variable $xy",
        "$var(x) = $hdrs(X);|line 1, column 11: there is no variable $hdrs; did you mean $hdr?",
        "$var(x) = $hdr;|line 1, column 11: $hdr needs brackets: $hdr(name)",
        "$var(x) = $ru(x);|line 1, column 11: $ru has nothing in brackets",
        "xlog(\"$nope\");|line 1, column 6: there is no variable $nope",
        "send_reply();|line 1, column 1: it is send_reply(code, [reason]), and 0 arguments were found",
        "send_reply(1, 2, 3);|line 1, column 1: it is send_reply(code, [reason]), and 3 arguments were found"})
    void unknown(String script, String why) throws Exception {
        assertEquals("[" + why + "]", desk.read(script).objections().get().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "$rm|MESSAGE", "$rd|example.com", "$rp|5060", "$rP|udp", "$fu|sip:alice@example.com", "$fU|alice",
        "$fn|\"Alice\"", "$ft|1", "$tU|chat-lunch", "$tn|``", "$tt|``", "$ci|c@h", "$cs|7", "$ua|``",
        "$cT|text/plain; charset=utf-8",
        "$rb|Who is hungry?", "$bs|14", "$hdr(call-id)|c@h", "$hdrc(Via)|0", "$hdrc(To)|1", "$si|192.0.2.7", "$sp|5070",
        "$pr|udp", "$Ri|192.0.2.1", "$Rp|5060", "$ai|``", "$au|``", "$rs|``", "$rc|1", "$var(nothing)|``",
        "1 + 2 * 3|7", "(1 + 2) * 3|9", "\"a\" + 1 + 2|a12", "$cs + 1|71", "-1 - -2|1", "7 % 4|3",
        "\"a\\.b\"|a\\.b", "'a\\'|a\\", "\"a\\\"b\"|a\"b"})
    void values(String expression, String value) throws Exception {
        assertEquals(value, desk.value(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "$cs == 7|true", "$cs == \"07\"|false", "$cs > 10|false", "$cs < 10|true", "$ua < 10|true", "$ua == 0|false",
        "$rm == \"MESSAGE\"|true", "$rm == \"message\"|false", "$rm =~ \"^mess\"|true", "$rm !~ \"age$\"|false",
        "$rm != \"INVITE\" && $bs >= 14|true", "!($rm =~ \"x\")|true", "$hdr(To) =~ $rU|true"})
    void truths(String expression, boolean isTrue) throws Exception {
        assertEquals(isTrue ? "200" : "onward", desk.of("if (" + expression + ") send_reply(200);"));
    }
}
