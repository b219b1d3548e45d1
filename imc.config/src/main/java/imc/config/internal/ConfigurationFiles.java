package imc.config.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the configurations in ConfigAdmin what the files of a directory say. While a server starts, nothing comes into
 * force unless everything is well; later, what is wrong leaves what was in force before.
 */
final class ConfigurationFiles {

    private static final Logger LOG = LoggerFactory.getLogger("imc.config");

    private final Path directory;
    private final Pids bundles;
    private final UnaryOperator<String> environment;
    private final Told told;
    private final Map<String, InForce> inForce = new TreeMap<>();

    private Configurations configurations;
    /** Whether nothing has been put into force since the framework's start. */
    private boolean starting;
    private Seen seen;
    private Seen taken;

    /** What was there at one moment. */
    private record Seen(Contents contents, Object bundles) {
    }

    /** @param starting whether the framework is being started, so that nothing of the server runs yet */
    ConfigurationFiles(Path directory, Pids bundles, UnaryOperator<String> environment, Told told,
            boolean starting) {
        this.directory = directory;
        this.bundles = bundles;
        this.environment = environment;
        this.told = told;
        this.starting = starting;
    }

    /** Says what will be configured: whoever waits for it knows then that he does. */
    synchronized void begin() {
        told.say(List.of(), List.of(), List.of(),
                Reading.of(new Contents(directory, Map.of(), ""), bundles, environment)
                .configurations().keySet());
    }

    /** ConfigAdmin is there, perhaps with what it kept from an earlier run: the files are put into force at once. */
    synchronized void arrived(Configurations admin) {
        configurations = admin;
        seen = now();
        take();
    }

    synchronized void left() {
        configurations = null;
    }

    /**
     * Looks for changes of files or bundles. They count when they were found twice alike: not while an editor is at a
     * file, or the framework at a bundle. It can be called for ever, whatever is thrown.
     */
    synchronized void look() {
        try {
            Seen now = now();
            boolean settled = now.equals(seen);
            seen = now;
            if (configurations != null && settled && !now.equals(taken)) {
                take();
            }
        } catch (RuntimeException e) {
            LOG.error("The configuration directory {} cannot be looked at: {}", directory, e.toString());
        }
    }

    private Seen now() {
        return new Seen(Contents.of(directory), bundles.state());
    }

    private void take() {
        try {
            take(Reading.of(seen.contents(), bundles, environment));
            taken = new Seen(seen.contents(), bundles.stateRead());
        } catch (IOException | RuntimeException e) {
            // ConfigAdmin's store, as on a full disk: the next look tries again.
            taken = null;
            told.say(List.of(), List.of("The configuration cannot be put into force: " + e), List.of(),
                    inForce.keySet());
        }
    }

    private void take(Reading reading) throws IOException {
        if (starting && !reading.wrong().isEmpty()) {
            for (String pid : configurations.ours()) {
                configurations.delete(pid);
            }
            told.say(reading.wrong(), reading.unknown(), List.of(), reading.configurations().keySet());
            return;
        }
        if (!reading.fault().isEmpty() || isGone()) {
            told.say(List.of(), List.of((reading.fault().isEmpty() ? directory + " is no longer there"
                    : reading.fault()) + "; what was in force before stays"), List.of(), inForce.keySet());
            return;
        }
        List<String> warnings = new ArrayList<>(reading.unknown());
        for (Map.Entry<String, Reading.Configured> each : reading.configurations().entrySet()) {
            warnings.addAll(put(each.getKey(), each.getValue()));
        }
        for (String pid : configurations.ours()) {
            if (!reading.configurations().containsKey(pid)) {
                configurations.delete(pid);
                inForce.remove(pid);
                LOG.info(pid + " is configured no more");
            }
        }
        starting = false;
        told.say(List.of(), warnings, reading.doubtful(), reading.configurations().keySet());
    }

    /** A directory that has files in force does not mean defaults when it vanishes, as with a file system. */
    private boolean isGone() {
        return !Files.exists(directory) && inForce.values().stream().anyMatch(each -> each.file().isPresent());
    }

    /** @return what is wrong */
    private List<String> put(String pid, Reading.Configured configured) throws IOException {
        Optional<InForce> before = inForce.containsKey(pid) || starting ? Optional.ofNullable(inForce.get(pid))
                : configurations.values(pid).map(values -> new InForce(configured.pid(), configured.file(), values,
                        Set.of()));
        if (!configured.faults().isEmpty()) {
            before.ifPresent(still -> inForce.put(pid, still));
            return configured.faults().stream().map(fault -> fault + "; what was in force before stays").toList();
        }
        if (configured.file().isEmpty() && configurations.isForeign(pid)) {
            inForce.remove(pid);
            return List.of();
        }
        InForce next = InForce.of(configured, before);
        boolean changed = configurations.put(pid, next.values(), next.file().map(Path::toString));
        if (!next.equals(inForce.put(pid, next)) || changed) {
            LOG.info(next.story(directory, pid));
        }
        return configured.refusals().stream()
                .map(refusal -> configured.file().orElseThrow() + ": " + refusal.sentence() + next.stays(refusal))
                .toList();
    }

    /** Each key of each configuration with its value and where that is from. */
    synchronized List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        inForce.forEach((name, each) -> rows.addAll(each.rows(name)));
        return rows;
    }

    Path directory() {
        return directory;
    }
}
