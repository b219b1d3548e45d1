package imc.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line. */
class CheckTest {

    private static void refused(String error, String... arguments) throws InterruptedException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertEquals(2, Check.run(List.of(arguments), stream, stream));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith("imc check: " + error + "\nusage: imc check FILE..."), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--target", "--transport", "--ca", "--domain", "--start-char"})
    @DisplayName("an option without its value is refused by name, and takes no other option for one")
    void withoutValue(String option) throws InterruptedException {
        refused(option + " needs a value", option);
        refused(option + " needs a value", option, "");
        refused(option + " needs a value", option, "--all", "chat.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "--target -h", "chat.txt --all --help"})
    @DisplayName("who asks for help gets it, and nothing else")
    void help(String arguments) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(0, Check.run(List.of(arguments.split(" ")), new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("usage: imc check FILE..."), out::toString);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bogus", "-x"})
    @DisplayName("an option that there is not is no file, and needs no value")
    void unknown(String option) throws InterruptedException {
        refused("unknown option " + option, option);
    }

    @ParameterizedTest
    @CsvSource({"--conf, conf", "--data=data, chat.txt"})
    @DisplayName("options of the other commands are said to be none here")
    void ofOthers(String option, String next) throws InterruptedException {
        refused(option + " is no option of \"check\", which talks to --target, whatever that is configured by",
                option, next);
    }
}
