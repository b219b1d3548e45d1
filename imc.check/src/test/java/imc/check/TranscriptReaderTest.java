package imc.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TranscriptReaderTest {

    @Test
    void aTranscriptSaysWhoSaysWhatAndWhatComesOfIt() {
        Transcript transcript = TranscriptReader.read("x.txt", List.of(
                "# a comment", "needs imc.commands owner_leave = refuse", "", "== a title",
                "bob answers 486", "carol is away",
                "alice -> chat-000: #create\\x01",
                "  + Date: now",
                "  | second line",
                "  403 -31 Room already exists",
                "  alice, bob <- chat-000: Members:",
                "    | *[alice]",
                "    + Expires: 60"));
        assertEquals(Map.of("imc.commands owner_leave", "refuse"), transcript.needs());
        assertEquals(List.of(new Transcript.Answers(5, "bob", 486), new Transcript.Registers(6, "carol", false),
                new Transcript.Say(7, "alice", "chat-000",
                        new Transcript.Content("#create\u0001\nsecond line", List.of("Date: now")),
                        new Transcript.Answer(403, -31, "Room already exists"),
                        List.of(new Transcript.Arrival(11, List.of("alice", "bob"), "chat-000",
                                new Transcript.Content("Members:\n*[alice]", List.of("Expires: 60")))))),
                transcript.steps());
    }

    @Test
    void withoutAnAnswerTwoHundredIsMeant() {
        Transcript.Say say = (Transcript.Say) TranscriptReader.read("x.txt", List.of("a -> b: hi")).steps().get(0);
        assertEquals(new Transcript.Answer(200, null, null), say.answer());
    }

    @Test
    void aLineWithoutMeaningIsNamed() {
        for (List<String> lines : List.of(List.of("alice: hi"), List.of("a -> b: hi", "  bob receives hi"),
                List.of("  200"), List.of("a -> b: hi", "  b <- a: hi", "  200"))) {
            String reason = assertThrows(IllegalArgumentException.class,
                    () -> TranscriptReader.read("x.txt", lines)).getMessage();
            assertTrue(reason.startsWith("x.txt:" + lines.size() + ": this line has no meaning here:"), reason);
        }
    }

    @Test
    void theTranscriptsThatWeShipCanBeRead() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("transcripts"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".txt")).toList()) {
                assertTrue(TranscriptReader.read(file).sayings() > 0, file.toString());
            }
        }
    }

    @Test
    void threeDotsStandForAnyLines() {
        assertTrue(Lines.match("a\n...\nc", "a\nb\nb\nc"));
        assertTrue(Lines.match("a\n...", "a"));
        assertTrue(!Lines.match("a\n...\nc", "a\nb"));
        assertTrue(!Lines.match("a", "a\nb"));
    }
}
