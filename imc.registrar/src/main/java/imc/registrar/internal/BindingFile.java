package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.sip.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where bindings wait while the bundle is stopped. UTF-8, a heading, one line for each binding, and a last line with
 * their number, which tells a whole file from a broken one:
 * <pre>
 * imc.registrar bindings 1 TAB framework
 * user TAB expiry in ms TAB Call-ID TAB CSeq TAB flow or - TAB Contact
 * end TAB number of bindings
 * </pre>
 *
 * @param path      the file
 * @param framework the framework's UUID, which is another one after every launch; null if it has none
 */
record BindingFile(Path path, String framework) {

    private static final Logger LOG = LoggerFactory.getLogger(BindingFile.class);
    private static final String HEADING = "imc.registrar bindings 1";
    private static final String END = "end";
    private static final String NO_FLOW = "-";

    /** Writes all bindings. A failure is logged: the users will register again. */
    void keep(Map<SipAddress, List<Binding>> users) {
        List<String> lines = new ArrayList<>();
        lines.add(HEADING + '\t' + framework);
        users.forEach((user, bindings) -> bindings.forEach(binding -> lines.add(line(user, binding))));
        lines.add(END + '\t' + (lines.size() - 1));
        try {
            Path whole = Files.write(path.resolveSibling(path.getFileName() + ".new"), lines);
            Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("the bindings could not be kept in {}; users are away until they register again", path, e);
        }
    }

    /**
     * Reads the bindings that have not expired, and removes the file: after a crash it would bring back contacts
     * that were removed long ago. A damaged file is reported and set aside.
     */
    Map<SipAddress, List<Binding>> take(Instant now) {
        if (!Files.exists(path)) {
            return Map.of();
        }
        try {
            Map<SipAddress, List<Binding>> users = read(Files.readAllLines(path), now);
            Files.delete(path);
            return users;
        } catch (IOException | RuntimeException e) {
            Path aside = path.resolveSibling(path.getFileName() + ".damaged");
            LOG.error("the bindings kept in {} cannot be read ({}); the file is set aside as {}, and users are away"
                    + " until they register again", path, e.toString(), aside.getFileName());
            setAside(aside);
            return Map.of();
        }
    }

    private void setAside(Path aside) {
        try {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("{} could not be renamed to {}", path, aside, e);
        }
    }

    private Map<SipAddress, List<Binding>> read(List<String> lines, Instant now) {
        int last = lines.size() - 1;
        if (last < 1 || !lines.get(0).startsWith(HEADING + '\t') || !lines.get(last).equals(END + '\t' + (last - 1))) {
            throw new IllegalArgumentException("its heading or its end is missing");
        }
        boolean sameLaunch = framework != null && lines.get(0).equals(HEADING + '\t' + framework);
        Map<SipAddress, List<Binding>> users = new LinkedHashMap<>();
        for (String line : lines.subList(1, last)) {
            String[] parts = line.split("\t", 6);
            if (parts.length < 6) {
                throw new IllegalArgumentException("no binding: " + line);
            }
            Binding binding = binding(parts, sameLaunch);
            if (binding.isAlive(now)) {
                users.computeIfAbsent(SipAddress.parse(parts[0]), user -> new ArrayList<>()).add(binding);
            }
        }
        users.replaceAll((user, bindings) -> List.copyOf(bindings));
        return users;
    }

    private static String line(SipAddress user, Binding binding) {
        return String.join("\t", user.toString(), Long.toString(binding.expiry().toEpochMilli()), binding.callId(),
                Long.toString(binding.cseq()), binding.flow().map(Flow::toString).orElse(NO_FLOW),
                binding.contact().text());
    }

    /** No connection outlives the process: after another launch its port may be a stranger's. */
    private static Binding binding(String[] parts, boolean withFlow) {
        return new Binding(ContactValue.parse(parts[5]), parts[2], Long.parseLong(parts[3]),
                Instant.ofEpochMilli(Long.parseLong(parts[1])),
                withFlow && !parts[4].equals(NO_FLOW) ? Optional.of(flow(parts[4])) : Optional.empty());
    }

    private static Flow flow(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        return new Flow(text.substring(0, first), text.substring(first + 1, last),
                Integer.parseInt(text.substring(last + 1)));
    }
}
