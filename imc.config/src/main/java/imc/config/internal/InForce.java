package imc.config.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One configuration in force.
 *
 * @param pid     what it is a configuration of
 * @param file    the file that it comes from, if any
 * @param values  keys that are set, with their values
 * @param refused the keys of which the file says something else, which is not allowed
 */
record InForce(Pid pid, Optional<Path> file, Map<String, String> values, Set<String> refused) {

    /**
     * What comes into force of a file: of each key that is refused, what was in force before, and else what the file
     * says. Where it cannot be told which key a refusal is about, nothing changes.
     *
     * @param before what was in force, if anything
     */
    static InForce of(Reading.Configured now, Optional<InForce> before) {
        Map<String, String> old = before.map(InForce::values).orElse(Map.of());
        Map<String, String> values = new LinkedHashMap<>(now.values());
        Set<String> refused = new TreeSet<>();
        for (Refusal refusal : now.refusals()) {
            for (String key : refusal.keys().isEmpty() ? now.values().keySet() : refusal.keys()) {
                refused.add(key);
                values.remove(key);
                if (old.containsKey(key)) {
                    values.put(key, old.get(key));
                }
            }
        }
        return new InForce(now.pid(), now.file(), values, refused);
    }

    /** A value in force that may be shown to anybody. */
    private String shown(String key) {
        Key known = pid.key(key);
        return known == null ? "" : known.shown(values.getOrDefault(key, known.initial()));
    }

    /** What a refusal is told with: the value that stays. */
    String stays(Refusal refusal) {
        List<String> values = refusal.keys().stream().filter(key -> pid.key(key) != null).sorted()
                .map(key -> "'" + shown(key) + "'").toList();
        return values.isEmpty() ? "" : "; " + String.join(", ", values) + (values.size() == 1 ? " stays" : " stay")
                + " in force";
    }

    /** What the log says of it: where it comes from, and what it changes. Never a secret. */
    String story(Path directory, String name) {
        List<String> changed = new ArrayList<>();
        values.forEach((key, value) -> {
            Key known = pid.key(key);
            if (known != null && !known.initial().equals(value)) {
                changed.add(shown(key).equals(Key.SET) ? key + " is set" : key + " = '" + shown(key) + "'");
            }
        });
        String source = file.map(path -> name + " is from " + path)
                .orElse(name + ": there is no " + directory.resolve(name + ".cfg"));
        return source + (changed.isEmpty() ? "; every key is at its default"
                : "; other than the default are " + String.join(", ", changed));
    }

    /** Each key with its value, and where that is from. */
    List<Map<String, Object>> rows(String name) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String key : pid.keys().keySet()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("pid", name);
            row.put("key", key);
            row.put("value", shown(key));
            row.put("from", from(key));
            rows.add(row);
        }
        return rows;
    }

    private String from(String key) {
        if (refused.contains(key)) {
            return values.containsKey(key) ? "earlier: the file's is refused" : "default: the file's is refused";
        }
        return values.containsKey(key)
                ? file.map(path -> path.getFileName().toString()).orElse("ConfigAdmin") : "default";
    }
}
