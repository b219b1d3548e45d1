package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where bindings wait while the bundle is stopped. UTF-8, a heading, one line for each binding, and a last line with
 * their number, which tells a whole file from a broken one:
 * <pre>
 * imc.registrar bindings 2 TAB framework TAB time of day in ms TAB System.nanoTime()
 * user TAB ns left TAB Call-ID TAB CSeq TAB source TAB flow or - TAB its id TAB only TAB Path TAB Contact
 * end TAB number of bindings
 * </pre>
 * Written and read a line at a time: the bindings are in memory once, and not twice.
 *
 * @param path      the file
 * @param framework the framework's UUID, which is another one after every launch; null if it has none
 * @param clock     the time of day, by which alone two launches can tell how long it is between them
 */
record BindingFile(Path path, String framework, InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(BindingFile.class);
    private static final String HEADING = "imc.registrar bindings 2";
    private static final String END = "end";
    private static final String NO_FLOW = "-";
    private static final int PARTS = 10;

    /** Writes all bindings that have not expired. A failure is logged: the users will register again. */
    void keep(Map<SipAddress, List<Binding>> users, long now) {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
                write(users, now, out);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("the bindings could not be kept in {}; users are away until they register again", path, e);
        }
    }

    private void write(Map<SipAddress, List<Binding>> users, long now, BufferedWriter out) throws IOException {
        out.write(String.join("\t", HEADING, framework, Long.toString(clock.millis()), Long.toString(now)) + '\n');
        int count = 0;
        for (Map.Entry<SipAddress, List<Binding>> user : users.entrySet()) {
            for (Binding binding : user.getValue()) {
                if (binding.isAlive(now)) {
                    out.write(line(user.getKey(), binding, now) + '\n');
                    count++;
                }
            }
        }
        out.write(END + '\t' + count + '\n');
    }

    /**
     * Reads the bindings that have not expired, and removes the file: after a crash it would bring back contacts
     * that were removed long ago. A damaged file is reported and set aside.
     */
    Map<SipAddress, List<Binding>> take(long now, Ruids ruids) {
        if (!Files.exists(path)) {
            return Map.of();
        }
        try {
            Map<SipAddress, List<Binding>> users;
            try (BufferedReader in = Files.newBufferedReader(path)) {
                users = read(in, now, ruids);
            }
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

    private Map<SipAddress, List<Binding>> read(BufferedReader in, long now, Ruids ruids) throws IOException {
        String[] heading = parts(in.readLine(), 4);
        if (!heading[0].equals(HEADING)) {
            throw new IllegalArgumentException("its heading is another one");
        }
        boolean sameLaunch = framework != null && heading[1].equals(framework);
        // Within a launch the clock does not count; between two, one that was set back lengthens nothing.
        long away = sameLaunch ? now - Long.parseLong(heading[3])
                : TimeUnit.MILLISECONDS.toNanos(Math.max(0, clock.millis() - Long.parseLong(heading[2])));
        Map<SipAddress, List<Binding>> users = new LinkedHashMap<>();
        int count = 0;
        String line = in.readLine();
        while (line != null && !line.equals(END + '\t' + count)) {
            String[] parts = parts(line, PARTS);
            SipAddress user = SipAddress.parse(parts[0]);
            binding(parts, now + Long.parseLong(parts[1]) - away, sameLaunch, ruids)
                    .filter(binding -> binding.isAlive(now))
                    .ifPresent(binding -> users.merge(user, List.of(binding),
                            (some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
            count++;
            line = in.readLine();
        }
        if (line == null || in.readLine() != null) {
            throw new IllegalArgumentException("its end is missing");
        }
        return users;
    }

    private static String[] parts(String line, int count) {
        String[] parts = line == null ? new String[0] : line.split("\t", count);
        if (parts.length < count) {
            throw new IllegalArgumentException("no binding: " + line);
        }
        return parts;
    }

    private static String line(SipAddress user, Binding binding, long now) {
        Contact place = binding.place();
        return String.join("\t", user.toString(), Long.toString(binding.expiry() - now), binding.callId(),
                Long.toString(binding.cseq()), binding.source(), place.flow().map(Flow::toString).orElse(NO_FLOW),
                Long.toString(binding.flowId()), Boolean.toString(place.flowOnly()),
                String.join(",", place.path()), binding.text());
    }

    /** No connection outlives the process: after another launch its port may be a stranger's. Datagrams need none. */
    private static Optional<Binding> binding(String[] parts, long expiry, boolean sameLaunch, Ruids ruids) {
        ContactValue contact = ContactValue.parse(parts[9]);
        List<String> path = parts[8].isEmpty() ? List.of() : List.of(parts[8].split(",(?=<)"));
        Optional<Flow> flow = parts[5].equals(NO_FLOW) ? Optional.empty()
                : Optional.of(flow(parts[5], Long.parseLong(parts[6])));
        Binding binding = new Binding(ruids.next(), parts[2], Long.parseLong(parts[3]), expiry, 0, contact.text(), "",
                parts[4], new Contact(contact.uri().requestUri(), flow, Boolean.parseBoolean(parts[7]), path,
                        contact.preference(), contact.device()));
        boolean gone = !sameLaunch && flow.filter(way -> way.kind().isReliable()).isPresent();
        return gone ? binding.withoutFlow(ruids.next()) : Optional.of(binding);
    }

    private static Flow flow(String text, long id) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        return new Flow(text.substring(0, first), text.substring(first + 1, last),
                Integer.parseInt(text.substring(last + 1)), id);
    }
}
