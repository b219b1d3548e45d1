package imc.run.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables that stand in the documents and are made from the sources: each between a line
 * <code>&lt;!-- made from the sources: NAME --&gt;</code> and a line <code>&lt;!-- end --&gt;</code>.
 */
public final class MadeTables {

    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^<!-- made from the sources: ([^\n]+) -->\n(.*?)^<!-- end -->$");

    private final Map<String, String> tables = new LinkedHashMap<>();
    private final TreeSet<String> unused = new TreeSet<>();

    /** @param lines of the table, each with its end */
    public void put(String name, String lines) {
        tables.put(name, lines);
        unused.add(name);
    }

    /** The page as it has to be. */
    public String of(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page)).replaceAll(block -> {
            unused.remove(block.group(1));
            String table = tables.get(block.group(1));
            if (table == null) {
                throw new IllegalArgumentException(page + " wants a table '" + block.group(1) + "'; there are "
                        + tables.keySet());
            }
            return Matcher.quoteReplacement("<!-- made from the sources: " + block.group(1) + " -->\n\n" + table
                    + "\n<!-- end -->");
        });
    }

    /** Tables that no page had. */
    public TreeSet<String> unused() {
        return unused;
    }
}
