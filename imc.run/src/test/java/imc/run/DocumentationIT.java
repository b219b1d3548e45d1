package imc.run;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.ReturnCode;
import imc.run.docs.Pages;
import imc.run.docs.TextFiles;
import imc.run.support.Directories;
import imc.run.support.Kamailio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The documentation says what the server does: its examples, tables and links are held against the sources. */
class DocumentationIT {

    private static final Path ROOT = Pages.ROOT;
    private static final Path TRANSCRIPTS = ROOT.resolve("imc.check/transcripts");
    private static final Path REFERENCE = ROOT.resolve("docs/reference.md");

    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```transcript\n(.*?)^```$");
    private static final Pattern EXCERPT = Pattern.compile("(?ms)^<!-- from (\\S+) -->\n```\\w+\n(.*?)^```$");
    private static final Pattern CODE =
            Pattern.compile("(?m)^\\| (-?\\d+) \\| (\\d{3}) \\| (.*?) \\| .*? \\| (.*?) ?\\|$");
    private static final Pattern PARAMETER =
            Pattern.compile("(?m)^\\| `(imc[\\w.]+)` \\| `(\\w+)` \\| (?:`(.*?)` )?\\| .*\\|$");
    private static final Pattern KEY = Pattern.compile("(?m)^#(\\w+) =(?: (.*))?$");
    private static final Pattern BOUND_KEY = Pattern.compile("`(\\w+)` \\((imc[\\w.]+)\\)");
    private static final Pattern BOUND =
            Pattern.compile("(?m)^\\| [^|]* \\| `(\\w+)` \\((imc[\\w.]+)\\) \\| (\\d[^|]*) \\|");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");

    private static Stream<MatchResult> all(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results();
    }

    private static List<Path> list(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    @Test
    @DisplayName("each example stands in a transcript, word for word")
    void examples() throws IOException {
        String told = "";
        for (Path transcript : list(TRANSCRIPTS, ".txt")) {
            told += "\n" + Files.readString(transcript);
        }
        List<String> examples = all(EXAMPLE, REFERENCE).map(example -> example.group(1)).toList();
        assertFalse(examples.isEmpty());
        for (String example : examples) {
            assertTrue(told.contains("\n" + example), () -> "in no transcript:\n" + example);
        }
    }

    @Test
    @DisplayName("each excerpt stands in the file that is named before it, word for word; a tutorial shows no others")
    void excerpts() throws IOException {
        for (Path page : Pages.all()) {
            for (MatchResult excerpt : all(EXCERPT, page).toList()) {
                assertTrue(("\n" + Files.readString(ROOT.resolve(excerpt.group(1)))).contains("\n" + excerpt.group(2)),
                        () -> page + ": not in " + excerpt.group(1) + ":\n" + excerpt.group(2));
            }
        }
        Path tutorial = REFERENCE.resolveSibling("tutorial-feature.md");
        long blocks = all(Pattern.compile("(?m)^```\\w+$"), tutorial).count();
        assertTrue(blocks > 10, blocks + " excerpts");
        assertEquals(blocks, all(EXCERPT, tutorial).count());
    }

    @Test
    @DisplayName("the table of return codes has all codes with their statuses and texts, and no others")
    void returnCodes() throws IOException {
        SortedMap<Integer, String> codes = new TreeMap<>(Comparator.reverseOrder());
        TextFiles.codes().forEach((code, text) -> codes.put(code, code + " " + text));
        Stream.of(ReturnCode.values()).forEach(code -> codes.put(code.code(), code.code() + " " + code.status() + " "
                + code.text()));
        // the statuses of features' codes stand in their transcripts
        assertEquals(String.join("\n", codes.values()), all(CODE, REFERENCE).map(row ->
                        row.group(1) + (isEngine(row.group(1)) ? " " + row.group(2) : "") + " " + row.group(3))
                        .collect(Collectors.joining("\n")));
    }

    private static boolean isEngine(String code) {
        return Stream.of(ReturnCode.values()).anyMatch(each -> Integer.toString(each.code()).equals(code));
    }

    @Test
    @DisplayName("the transcript named beside a return code shows it")
    void returnCodesAreShown() throws IOException {
        for (MatchResult row : all(CODE, REFERENCE).filter(row -> row.group(4).contains("transcripts/")).toList()) {
            Path transcript = REFERENCE.resolveSibling(LINK.matcher(row.group(4)).results().findFirst()
                    .orElseThrow().group(1)).normalize();
            String answer = row.group(2) + (row.group(1).startsWith("-") ? " " + row.group(1) : "");
            assertTrue(Files.readString(transcript).lines().anyMatch(line -> line.strip().equals(answer)
                    || line.strip().startsWith(answer + " ")), () -> answer + " is not in " + transcript);
        }
    }

    @Test
    @DisplayName("each command that #help lists has its section, with its arguments and other names")
    void commands() throws IOException {
        String reference = Files.readString(REFERENCE);
        List<MatchResult> commands = all(Pattern.compile("\\| #(\\w+)(.*?) - .*?(?:\\(also #(\\w+)\\))?\n"),
                TRANSCRIPTS.resolve("help.txt")).toList();
        assertFalse(commands.isEmpty());
        assertAll(commands.stream().map(command -> () -> {
            // that a room may follow is not in each line of the list
            String usage = Pattern.quote(command.group(2).replaceAll("[<>]", "")) + "( \\[room])?\n";
            String sections = "\n### " + command.group(1) + "\n\n    #" + command.group(1) + usage
                    + (command.group(3) == null ? "" : "    #" + command.group(3) + usage);
            assertTrue(Pattern.compile(sections).matcher(reference).find(), "the reference lacks" + sections);
        }));
    }

    @Test
    @DisplayName("each key of the default configuration is described")
    void keys() throws IOException {
        String described = "";
        for (Path page : Pages.all()) {
            described += Files.readString(page);
        }
        Set<String> missing = new TreeSet<>();
        for (Map<String, String> keys : defaults().values()) {
            missing.addAll(keys.keySet());
        }
        assertFalse(missing.isEmpty());
        missing.removeIf(described.replace("`, `", "`\n`").lines().map(line -> line.split("`"))
                .flatMap(Stream::of).collect(Collectors.toSet())::contains);
        assertEquals(Set.of(), missing);
    }

    @Test
    @DisplayName("the parameters of the reference have the defaults that the configuration files show")
    void parameters() throws IOException {
        Map<String, Map<String, String>> defaults = defaults();
        List<MatchResult> rows = all(PARAMETER, REFERENCE).toList();
        assertFalse(rows.isEmpty());
        for (MatchResult row : rows) {
            assertEquals(defaults.get(row.group(1)).get(row.group(2)), row.group(3) == null ? "" : row.group(3),
                    row.group(1) + " " + row.group(2));
        }
    }

    @Test
    @DisplayName("the keys of the table of bounds are there, with the defaults that the configuration files show")
    void bounds() throws IOException {
        Map<String, Map<String, String>> defaults = defaults();
        Path bounds = REFERENCE.resolveSibling("bounds.md");
        for (MatchResult mention : all(BOUND_KEY, bounds).toList()) {
            assertTrue(defaults.getOrDefault(mention.group(2), Map.of()).containsKey(mention.group(1)),
                    mention.group());
        }
        List<MatchResult> rows = all(BOUND, bounds).toList();
        assertTrue(rows.size() > 10, rows.size() + " rows");
        assertAll(rows.stream().map(row -> () -> {
            String key = defaults.get(row.group(2)).get(row.group(1));
            assertEquals(plain(key), plain(row.group(3)), row.group(1));
        }));
    }

    /** A number without separators and, but for kB, KiB and MiB, without the unit: that is the key's. */
    private static long plain(String text) {
        MatchResult number = Pattern.compile("([\\d,.]+)( kB(?! a)| KiB| MiB)?").matcher(text).results().findFirst()
                .orElseThrow();
        double value = Double.parseDouble(number.group(1).replace(",", ""));
        String unit = number.group(2);
        return Math.round(unit == null ? value : unit.equals(" MiB") ? value * (1 << 20) : value * (1 << 10));
    }

    /** PID to key to default. */
    private static Map<String, Map<String, String>> defaults() throws IOException {
        Map<String, Map<String, String>> defaults = new LinkedHashMap<>();
        for (Path file : list(Directories.DISTRIBUTION.resolve("conf"), ".cfg")) {
            defaults.put(file.getFileName().toString().replace(".cfg", ""), all(KEY, file)
                    .collect(Collectors.toMap(key -> key.group(1), key -> key.group(2) == null ? "" : key.group(2))));
        }
        return defaults;
    }

    @Test
    @DisplayName("links lead to files and headings that are there")
    void links() throws IOException {
        for (Path page : Pages.all()) {
            for (MatchResult link : all(LINK, page).toList()) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
                assertTrue(Files.exists(target), () -> page + ": " + link.group());
                if (link.group(2) != null) {
                    assertTrue(headings(target).contains(link.group(2)), () -> page + ": " + link.group());
                }
            }
        }
    }

    @Test
    @DisplayName("the page on proxies shows the configuration of Kamailio, word for word")
    void kamailio() throws IOException {
        String page = Files.readString(REFERENCE.resolveSibling("behind-a-proxy.md"));
        assertTrue(page.contains("```kamailio\n" + Files.readString(Kamailio.CONFIGURATION) + "```\n"));
    }

    /** The headings of a page, as links name them. */
    private static Set<String> headings(Path page) throws IOException {
        return all(Pattern.compile("(?m)^#+ (.*)$"), page)
                .map(heading -> heading.group(1).toLowerCase().replaceAll("[^\\w -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
