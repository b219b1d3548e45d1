package imc.config.internal;

import imc.api.config.ConfigurationCheck;
import imc.api.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a configuration directory asks for.
 *
 * @param directory      the directory
 * @param configurations by PID, or the name of a factory configuration: what has a file, and what is of ours without
 *                       one
 * @param unknown        a sentence for each file whose PID nobody has
 * @param fault          why the directory cannot be read; empty if it can
 */
record Reading(Path directory, Map<String, Configured> configurations, List<String> unknown, String fault) {

    private static final int SUFFIX_LENGTH = ".cfg".length();

    /**
     * One configuration.
     *
     * @param pid      what it is a configuration of
     * @param file     its file, if there is one
     * @param values   what the file says
     * @param faults   why the file cannot be taken at all, each with the file's name
     * @param refusals which of its values are not allowed
     * @param advice   which of the others are most likely not meant, each in a sentence
     */
    record Configured(Pid pid, Optional<Path> file, Map<String, String> values, List<String> faults,
            List<Refusal> refusals, List<String> advice) {

        /** Everything that is wrong with it, each with the file's name. */
        List<String> wrong() {
            List<String> wrong = new ArrayList<>(faults);
            refusals.forEach(refusal -> wrong.add(file.orElseThrow() + ": " + refusal.sentence()));
            return wrong;
        }

        /** Its values, but for those that are refused. */
        Map<String, String> allowed() {
            return Reading.allowed(values, refusals);
        }

        /** What may be wrong with it, each with the file's name. */
        List<String> doubtful() {
            return advice.stream().map(sentence -> file.orElseThrow() + ": " + sentence).toList();
        }
    }

    static Reading of(Contents contents, Pids pids, UnaryOperator<String> environment) {
        List<Pid> known = pids.all();
        Map<String, Configured> configurations = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        contents.files().forEach((fileName, content) -> {
            String name = fileName.substring(0, fileName.length() - SUFFIX_LENGTH);
            Path file = contents.directory().resolve(fileName);
            known.stream().filter(pid -> pid.takes(name)).findFirst().ifPresentOrElse(
                    pid -> configurations.put(name, configured(pid, file, content, pids, environment)),
                    () -> unknown.add(nobodyHas(file, name, known)));
        });
        for (Pid pid : known) {
            if (pid.ours() && !pid.factory()) {
                configurations.putIfAbsent(pid.name(),
                        new Configured(pid, Optional.empty(), Map.of(), List.of(), List.of(), List.of()));
            }
        }
        return new Reading(contents.directory(), configurations, unknown,
                contents.fault().isEmpty() ? "" : contents.directory() + " " + contents.fault());
    }

    private static Configured configured(Pid pid, Path file, Contents.FileContent content, Pids pids,
            UnaryOperator<String> environment) {
        if (!content.fault().isEmpty()) {
            return new Configured(pid, Optional.of(file), Map.of(), List.of(file + " " + content.fault()), List.of(),
                    List.of());
        }
        CfgFile read = CfgFile.parse(content.toArray(), environment);
        boolean isToBeChecked = read.faults().isEmpty() && !read.values().isEmpty();
        List<ConfigurationCheck> checks = isToBeChecked ? pids.checks(pid.name()) : List.of();
        List<Refusal> refusals = isToBeChecked ? Verdict.on(pid, read.values(), checks) : List.of();
        Map<String, String> allowed = allowed(read.values(), refusals);
        return new Configured(pid, Optional.of(file), read.values(),
                read.faults().stream().map(fault -> file + ", " + fault).toList(), refusals,
                Verdict.advice(allowed, checks));
    }

    private static Map<String, String> allowed(Map<String, String> values, List<Refusal> refusals) {
        Map<String, String> allowed = new HashMap<>(values);
        refusals.forEach(refusal -> allowed.keySet().removeAll(refusal.keys()));
        return allowed;
    }

    private static String nobodyHas(Path file, String name, List<Pid> known) {
        List<String> names = known.stream().map(Pid::name).toList();
        return file + " has no effect: no bundle takes a configuration '" + name + "'"
                + Nearest.to(name, names).map(nearest -> "; is " + nearest + ".cfg meant?").orElse("");
    }

    /** What keeps no server from starting, and may be wrong all the same. */
    List<String> doubtful() {
        return configurations.values().stream().flatMap(configured -> configured.doubtful().stream()).toList();
    }

    /**
     * What is allowed in each file, and most likely not meant beside the others.
     *
     * @param pids have the checks
     */
    List<String> doubtfulTogether(Pids pids) {
        List<Configured> readable = configurations.values().stream().filter(each -> each.faults().isEmpty()).toList();
        Map<String, String> facts = new HashMap<>();
        readable.forEach(each -> facts.putAll(Verdict.facts(each.allowed(), pids.checks(each.pid().name()))));
        List<String> doubtful = new ArrayList<>();
        readable.forEach(each -> Verdict
                .advice(each.allowed(), facts, pids.checks(each.pid().name())).forEach(sentence -> doubtful
                        .add(each.file().map(file -> file + ": ").orElse("") + sentence)));
        return doubtful;
    }

    /** Everything that keeps a server from starting with this. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        if (!fault.isEmpty()) {
            wrong.add(fault);
        }
        configurations.values().forEach(configured -> wrong.addAll(configured.wrong()));
        return wrong;
    }
}
