package imc.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Our server, run from its distribution with configuration and data of its own. */
public final class ImcServer {

    private ImcServer() {
    }

    /**
     * Starts one, which listens on UDP and TCP.
     *
     * @param distribution the directory that has bin/imc
     * @param name         by which it is known in the results
     * @param listen       the address where it listens: 127.0.0.1, or 0.0.0.0 for every one
     * @param settings     for each PID the lines of its file, beside where to listen
     * @param rooms        what is in its database, if anything
     */
    public static MeasuredServer start(Path distribution, String name, String listen,
            Map<String, List<String>> settings, Optional<PreparedRooms> rooms) throws IOException {
        Path script = distribution.resolve("bin/imc").toAbsolutePath();
        if (!Files.isExecutable(script)) {
            throw new IOException("there is no " + script + "; mvn -B -q -DskipTests package makes it");
        }
        Workplace place = new Workplace("imc");
        InetSocketAddress address = Workplace.freeAddress();
        Path conf = Files.createDirectory(place.directory().resolve("conf"));
        String host = listen + ":" + address.getPort();
        for (Map.Entry<String, List<String>> file : settings.entrySet()) {
            String lines = String.join("\n", file.getValue());
            if (file.getKey().equals("imc.transport.sip")) {
                lines = "listen = udp:" + host + ", tcp:" + host + "\n" + lines;
            }
            Files.writeString(conf.resolve(file.getKey() + ".cfg"), lines + "\n");
        }
        if (!listen.startsWith("127.") && !settings.containsKey("imc.auth")) {
            Files.writeString(conf.resolve("imc.auth.cfg"), "auth = none, open\n");
        }
        Path data = Files.createDirectory(place.directory().resolve("data"));
        if (rooms.isPresent()) {
            DerbyTables.write(distribution, data, rooms.get());
        }
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "run", "--conf", conf.toString(), "--data",
                data.toString());
        ProcessHandle process = place.start(builder, () -> place.consoleSays("imc is ready"));
        String chosen = settings.values().stream().flatMap(List::stream)
                .filter(line -> !line.contains("outbound_proxy")).collect(Collectors.joining(", "));
        return new MeasuredServer(name, name + " (" + chosen + ")", address, process, place);
    }
}
