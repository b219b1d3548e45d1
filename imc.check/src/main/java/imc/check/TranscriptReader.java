package imc.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link Transcript} from its file; the README of this bundle describes the format. */
public final class TranscriptReader {

    private static final Pattern NEEDS = Pattern.compile("needs (\\S+ \\S+) = (.*)");
    private static final Pattern ANSWERS = Pattern.compile("(\\S+) answers ([2-6]\\d\\d)");
    private static final Pattern REGISTERS = Pattern.compile("(\\S+) is (away|back)");
    private static final Pattern SAY = Pattern.compile("(\\S+) -> (\\S+):(?: (.*))?");
    private static final Pattern ANSWER = Pattern.compile("\\s+([2-6]\\d\\d)(?: (-\\d+)(?: (.*))?)?");
    private static final Pattern ARRIVAL = Pattern.compile("\\s+(\\S+(?:, \\S+)*) <- (\\S+):(?: (.*))?");
    private static final Pattern HEADER = Pattern.compile("\\s+\\+ ([!-~]+: .*)");
    private static final Pattern MORE = Pattern.compile("\\s+\\|(?: (.*))?");

    private final Map<String, String> needs = new LinkedHashMap<>();
    private final List<Transcript.Step> steps = new ArrayList<>();
    private Draft saying;
    private Draft arriving;

    /** What is being read: a message that grows line by line. */
    private static final class Draft {

        private final int line;
        private final Matcher head;
        private final StringBuilder body;
        private final List<String> headers = new ArrayList<>();
        private final List<Transcript.Arrival> expected = new ArrayList<>();
        private Transcript.Answer answer = new Transcript.Answer(200, null, null);

        Draft(int line, Matcher head) {
            this.line = line;
            this.head = head;
            this.body = new StringBuilder(textOf(head, 3));
        }

        Transcript.Content content() {
            return new Transcript.Content(Escaped.resolve(body.toString()), List.copyOf(headers));
        }
    }

    private TranscriptReader() {
    }

    /**
     * @throws IllegalArgumentException naming the file and line that cannot be read
     */
    public static Transcript read(Path file) throws IOException {
        return read(file.getFileName().toString(), Files.readAllLines(file));
    }

    /**
     * @throws IllegalArgumentException naming the line that cannot be read
     */
    public static Transcript read(String name, List<String> lines) {
        TranscriptReader reader = new TranscriptReader();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean isComment = line.startsWith("#") || line.startsWith("==");
            if (!line.isBlank() && !isComment && !reader.takes(i + 1, line)) {
                throw new IllegalArgumentException(name + ":" + (i + 1) + ": this line has no meaning here: " + line);
            }
        }
        reader.endSaying();
        return new Transcript(name, Map.copyOf(reader.needs), List.copyOf(reader.steps));
    }

    private boolean takes(int number, String line) {
        return Character.isWhitespace(line.charAt(0)) ? saying != null && takesDetail(number, line)
                : takesStep(number, line.stripTrailing());
    }

    private boolean takesStep(int number, String line) {
        endSaying();
        return matches(NEEDS, line, found -> needs.put(found.group(1), found.group(2)))
                || matches(ANSWERS, line, found -> steps.add(new Transcript.Answers(number, found.group(1),
                        Integer.parseInt(found.group(2)))))
                || matches(REGISTERS, line, found -> steps.add(new Transcript.Registers(number, found.group(1),
                        found.group(2).equals("back"))))
                || matches(SAY, line, found -> saying = new Draft(number, found));
    }

    private boolean takesDetail(int number, String line) {
        Draft growing = arriving == null ? saying : arriving;
        return matches(MORE, line, found -> growing.body.append("\\n").append(textOf(found, 1)))
                || matches(HEADER, line, found -> growing.headers.add(found.group(1)))
                || matches(ARRIVAL, line, found -> {
                    endArriving();
                    arriving = new Draft(number, found);
                })
                || arriving == null && matches(ANSWER, line, found ->
                        saying.answer = new Transcript.Answer(Integer.parseInt(found.group(1)),
                                found.group(2) == null ? null : Integer.valueOf(found.group(2)), found.group(3)));
    }

    private static boolean matches(Pattern form, String line, Consumer<Matcher> taking) {
        Matcher matcher = form.matcher(line);
        boolean isOfIt = matcher.matches();
        if (isOfIt) {
            taking.accept(matcher);
        }
        return isOfIt;
    }

    private static String textOf(Matcher matcher, int group) {
        return matcher.group(group) == null ? "" : matcher.group(group);
    }

    private void endArriving() {
        if (arriving != null) {
            saying.expected.add(new Transcript.Arrival(arriving.line, List.of(arriving.head.group(1).split(", ")),
                    arriving.head.group(2), arriving.content()));
            arriving = null;
        }
    }

    private void endSaying() {
        if (saying != null) {
            endArriving();
            steps.add(new Transcript.Say(saying.line, saying.head.group(1), saying.head.group(2), saying.content(),
                    saying.answer, List.copyOf(saying.expected)));
            saying = null;
        }
    }
}
