package imc.mi.fifo.internal;

import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A result in lines, by the command's templates, or where it has none in Kamailio's manner: {@code NAME:: value} for
 * each entry; for each element of a list its first entry, with the others as {@code NAME=value} behind it; what is
 * deeper, indented below.
 */
final class LineTree {

    private final List<String> templates;
    private final String indent;

    /** @param templates {@link imc.api.mi.MiCommand#LINES} */
    LineTree(List<String> templates, String indent) {
        this.templates = templates;
        this.indent = indent;
    }

    /** What strangers have written ends no line. */
    static String oneLine(@Nullable Object value) {
        return Objects.toString(value, "").replaceAll("\\p{Cntrl}", " ");
    }

    void write(Object tree, Writer writer) throws IOException {
        if (templates.isEmpty()) {
            nodes(tree, 0, writer);
        } else if (tree instanceof Collection<?> list) {
            for (Object element : list) {
                template(templates.get(0), element, writer);
            }
        } else {
            template(templates.get(0), tree, writer);
            for (String template : templates.subList(1, templates.size())) {
                below(template, tree, writer);
            }
        }
    }

    private void below(String template, Object tree, Writer writer) throws IOException {
        int blank = template.indexOf(' ');
        if (blank > 0 && tree instanceof Map<?, ?> map && map.get(template.substring(0, blank)) instanceof
                Collection<?> list) {
            for (Object element : list) {
                template(template.substring(blank + 1), element, writer);
            }
        }
    }

    private void template(String template, Object element, Writer writer) throws IOException {
        int text = 0;
        while (text < template.length() && template.charAt(text) == '\t') {
            writer.write(indent);
            text++;
        }
        int open = template.indexOf('{', text);
        while (open >= 0) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            writer.write(template, text, open - text);
            writer.write(oneLine(element instanceof Map<?, ?> map ? map.get(template.substring(open + 1, close))
                    : element));
            text = close + 1;
            open = template.indexOf('{', text);
        }
        writer.write(template, text, template.length() - text);
        writer.write('\n');
    }

    private void nodes(Object tree, int level, Writer writer) throws IOException {
        if (tree instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                node(entry, level, writer);
            }
        } else if (tree instanceof Collection<?> list) {
            for (Object element : list) {
                element(element, level, writer);
            }
        } else {
            writer.write(indent.repeat(level) + oneLine(tree) + "\n");
        }
    }

    private void node(Map.Entry<?, ?> entry, int level, Writer writer) throws IOException {
        writer.write(indent.repeat(level) + name(entry) + ":: ");
        if (isDeep(entry.getValue())) {
            writer.write('\n');
            nodes(Objects.requireNonNull(entry.getValue()), level + 1, writer);
        } else {
            writer.write(oneLine(entry.getValue()) + "\n");
        }
    }

    private void element(Object element, int level, Writer writer) throws IOException {
        if (!(element instanceof Map<?, ?> map)) {
            nodes(element, level, writer);
            return;
        }
        writer.write(indent.repeat(level));
        boolean isFirst = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!isDeep(entry.getValue())) {
                String value = oneLine(entry.getValue());
                writer.write(isFirst ? name(entry) + ":: " + value : " " + name(entry) + "=" + quoted(value));
                isFirst = false;
            }
        }
        writer.write('\n');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (isDeep(entry.getValue())) {
                node(entry, level + 1, writer);
            }
        }
    }

    private static boolean isDeep(@Nullable Object value) {
        return value instanceof Map || value instanceof Collection;
    }

    private static String name(Map.Entry<?, ?> entry) {
        return oneLine(entry.getKey()).toUpperCase(Locale.ROOT);
    }

    /** Where an attribute ends can be seen. */
    private static String quoted(String value) {
        return value.indexOf(' ') < 0 && value.indexOf('"') < 0 ? value : '"' + value.replace("\"", "\\\"") + '"';
    }
}
