package imc.config.internal;

import imc.api.config.ConfigurationCheck;
import imc.api.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.metatype.AD;

/** Whether the values of a file would be refused. */
final class Verdict {

    /**
     * What a component says at the end of its sentence of values that are in force: it is not asked about those here.
     */
    private static final String REST = "; (?:(?!; ).)* stays? in force$";

    private static final String LOOKED_OVER = "looked over";

    private Verdict() {
    }

    /** @return what would be refused: values that are not allowed, and keys that are not known */
    static List<Refusal> on(Pid pid, Map<String, String> values, List<ConfigurationCheck> checks) {
        List<String> sentences = new ArrayList<>();
        // Others' code: whatever is thrown there is told like anything else that is wrong.
        checks.forEach(check -> ask(check, "checked", sentences, () -> check.check(new HashMap<>(values),
                sentence -> sentences.add(sentence.replaceFirst(REST, "")))));
        if (checks.isEmpty()) {
            values.forEach((key, value) -> byDescription(pid, key, value).ifPresent(sentences::add));
        }
        return sentences.stream().map(sentence -> Refusal.of(sentence, values.keySet()))
                .map(refusal -> withHint(pid, refusal)).toList();
    }

    /** @return what is allowed and most likely not meant */
    static List<String> advice(Map<String, String> values, List<ConfigurationCheck> checks) {
        List<String> advice = new ArrayList<>();
        checks.forEach(check ->
                ask(check, LOOKED_OVER, advice, () -> check.advise(new HashMap<>(values), advice::add)));
        return advice;
    }

    /** @return what the values mean for other configurations */
    static Map<String, String> facts(Map<String, String> values, List<ConfigurationCheck> checks) {
        Map<String, String> facts = new HashMap<>();
        checks.forEach(check -> ask(check, LOOKED_OVER, new ArrayList<>(),
                () -> facts.putAll(check.facts(new HashMap<>(values)))));
        return facts;
    }

    /** @return what is most likely not meant beside what the others mean for this one */
    static List<String> advice(Map<String, String> values, Map<String, String> facts,
            List<ConfigurationCheck> checks) {
        List<String> advice = new ArrayList<>();
        checks.forEach(check -> ask(check, LOOKED_OVER, advice,
                () -> check.advise(new HashMap<>(values), new HashMap<>(facts), advice::add)));
        return advice;
    }

    private static void ask(ConfigurationCheck check, String what, List<String> sentences, Runnable question) {
        try {
            question.run();
        } catch (RuntimeException | LinkageError e) {
            sentences.add(check.pid() + " cannot be " + what + ": " + e);
        }
    }

    private static Refusal withHint(Pid pid, Refusal refusal) {
        return refusal.keys().stream().filter(key -> !pid.keys().containsKey(key))
                .flatMap(key -> Nearest.to(key, pid.keys().keySet()).stream()).findFirst()
                .map(nearest -> new Refusal(refusal.keys(), refusal.sentence() + "; is '" + nearest + "' meant?"))
                .orElse(refusal);
    }

    private static Optional<String> byDescription(Pid pid, String key, String value) {
        Key known = pid.key(key);
        if (known == null) {
            return Optional.of("%s: the key '%s' is not known and has no effect; the keys are %s".formatted(pid.name(),
                    key, pid.keys().keySet().stream().sorted().toList()));
        }
        AD definition = known.definition();
        String wrong = value.isEmpty() && !definition.isRequired() ? "" : definition.validate(value);
        return wrong == null || wrong.isEmpty() ? Optional.empty()
                : Optional.of("%s: %s = '%s' is refused: %s".formatted(pid.name(), key, known.shown(value), wrong));
    }
}
