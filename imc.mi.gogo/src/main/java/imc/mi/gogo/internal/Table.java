package imc.mi.gogo.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Maps of scalars, one a line below a line of their keys. Columns stand two blanks apart; numbers stand to the right.
 */
record Table(List<ResultMap> rows) {

    @Override
    public String toString() {
        Set<String> keys = new LinkedHashSet<>();
        rows.forEach(row -> keys.addAll(row.keySet()));
        List<List<String>> columns = keys.stream().map(this::column).toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= rows.size(); i++) {
            int line = i;
            lines.add(columns.stream().map(column -> column.get(line)).collect(Collectors.joining("  "))
                    .stripTrailing());
        }
        return String.join("\n", lines);
    }

    /** The key and the values, all of one width. */
    private List<String> column(String key) {
        List<String> cells = new ArrayList<>();
        cells.add(ResultText.scalar(key));
        rows.forEach(row -> cells.add(ResultText.scalar(row.get(key))));
        int width = cells.stream().mapToInt(String::length).max().orElse(0);
        boolean numbers = rows.stream().map(row -> row.get(key)).filter(Objects::nonNull)
                .allMatch(Number.class::isInstance);
        return cells.stream()
                .map(cell -> numbers ? " ".repeat(width - cell.length()) + cell : padded(cell, width))
                .toList();
    }

    static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
