package imc.mi.gogo.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a result. */
final class ResultText {

    private static final String NOTHING = "(none)";
    private static final String INDENT = "  ";

    private ResultText() {
    }

    /** Several lines without an end of line after the last one. */
    static String block(Object result) {
        if (result instanceof ResultList list) {
            return list.isEmpty() ? NOTHING : list(list);
        }
        if (result instanceof ResultMap map) {
            return map.isEmpty() ? NOTHING : map(map);
        }
        return scalar(result);
    }

    private static String list(ResultList list) {
        if (list.stream().allMatch(ResultText::isRow)) {
            return new Table(list.stream().map(ResultMap.class::cast).toList()).toString();
        }
        String separator = list.stream().allMatch(Result::isScalar) ? "\n" : "\n\n";
        return list.stream().map(ResultText::block).collect(Collectors.joining(separator));
    }

    private static boolean isRow(Object element) {
        return element instanceof ResultMap map && !map.isEmpty() && map.values().stream().allMatch(Result::isScalar);
    }

    /** What fits into a line first, each beside its name; a list or a map below its name. */
    private static String map(ResultMap map) {
        List<String> lines = new ArrayList<>();
        int width = map.entrySet().stream().filter(ResultText::fitsIntoLine)
                .mapToInt(entry -> scalar(entry.getKey()).length()).max().orElse(0);
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            if (fitsIntoLine(entry)) {
                lines.add(Table.padded(scalar(entry.getKey()), width) + INDENT + block(entry.getValue()));
            }
        }
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            if (!fitsIntoLine(entry)) {
                lines.add(scalar(entry.getKey()));
                block(entry.getValue()).lines().map(line -> (INDENT + line).stripTrailing()).forEach(lines::add);
            }
        }
        return String.join("\n", lines);
    }

    private static boolean fitsIntoLine(Map.Entry<String, Object> entry) {
        return block(entry.getValue()).equals(NOTHING) || Result.isScalar(entry.getValue());
    }

    /** One line: {@code room=sip:chat-1@127.0.0.1, members=2}. */
    static String line(Object result) {
        if (result instanceof ResultList list) {
            return list.isEmpty() ? NOTHING : list.stream().map(ResultText::part).collect(Collectors.joining(", "));
        }
        if (result instanceof ResultMap map) {
            return map.isEmpty() ? NOTHING : map.entrySet().stream()
                    .map(entry -> scalar(entry.getKey()) + '=' + part(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return scalar(result);
    }

    private static String part(Object result) {
        if (result instanceof ResultList) {
            return '[' + line(result) + ']';
        }
        return result instanceof ResultMap ? '{' + line(result) + '}' : scalar(result);
    }

    /**
     * A value. Much of what is shown was written by strangers on the network: what could forge a line, or steer the
     * reader's terminal, is shown as its code.
     */
    static String scalar(Object value) {
        if (value == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        value.toString().codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
                        text.append("\\u{%X}".formatted(c));
                default -> text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
