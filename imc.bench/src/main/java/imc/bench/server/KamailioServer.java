package imc.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Kamailio with its module imc, at the settings that were fastest on two cores: the allocator tlsf for both kinds of
 * memory, as much shared memory as its transactions may need, and a few processes. Rooms are in db_text files, which it
 * reads at the start and writes at the end, so that no database slows a command.
 */
public final class KamailioServer {

    private static final int SHARED_MEGABYTES = 8000;
    private static final int PRIVATE_MEGABYTES = 64;
    /** Of its UDP socket; the kernel gives what net.core.rmem_max allows. Its default loses answers of large rooms. */
    private static final int RECEIVE_BUFFER = 8 << 20;

    private KamailioServer() {
    }

    /** The program, if the package is installed. */
    public static Optional<Path> installed() {
        return Stream.of("/usr/sbin/kamailio", "/usr/local/sbin/kamailio", "/usr/bin/kamailio").map(Path::of)
                .filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts one, which listens on UDP and TCP.
     *
     * @param proxy    the SIP URI that all copies go to
     * @param children how many processes receive on UDP, and how many on TCP
     * @param rooms    what is in its database, if anything
     */
    public static MeasuredServer start(Path program, String proxy, int children, Optional<PreparedRooms> rooms)
            throws IOException {
        Workplace place = new Workplace("kamailio");
        InetSocketAddress address = Workplace.freeAddress();
        Path tables = Files.createDirectory(place.directory().resolve("dbtext"));
        rooms.orElse(PreparedRooms.NONE).writeText(tables);
        Path config = place.directory().resolve("kamailio.cfg");
        Files.writeString(config, config(address, proxy, children, tables));
        int shared = Math.min(SHARED_MEGABYTES, availableMegabytes() / 2);
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "-f", config.toString(), "-DD", "-E", "-x",
                "tlsf", "-X", "tlsf", "-m", String.valueOf(shared), "-M", String.valueOf(PRIVATE_MEGABYTES), "-b",
                String.valueOf(RECEIVE_BUFFER), "-Y", place.directory().toString(), "-w", place.directory().toString());
        ProcessHandle process = place.start(builder, () -> answers(address));
        return new MeasuredServer("kamailio", version(program) + " (-x tlsf -X tlsf -m " + shared + ", children="
                + children + ")", address, process, place);
    }

    private static String config(InetSocketAddress address, String proxy, int children, Path tables) {
        return """
                #!KAMAILIO
                debug=-1
                log_stderror=yes
                children=%2$d
                tcp_children=%2$d
                auto_aliases=no
                dns=no
                rev_dns=no
                listen=udp:127.0.0.1:%1$d
                listen=tcp:127.0.0.1:%1$d
                tcp_connection_lifetime=3600
                tcp_conn_wq_max=67108864
                tcp_wq_max=268435456
                tcp_rd_buf_size=65536
                loadmodule "tm.so"
                loadmodule "sl.so"
                loadmodule "pv.so"
                loadmodule "textops.so"
                loadmodule "db_text.so"
                loadmodule "imc.so"
                modparam("imc", "db_url", "text://%4$s")
                modparam("imc", "hash_size", 12)
                modparam("imc", "outbound_proxy", "%3$s")
                request_route {
                    if (method == "MESSAGE") {
                        if (imc_manager()) {
                            sl_send_reply("200", "OK");
                        } else {
                            sl_send_reply("500", "Command error");
                        }
                        exit;
                    }
                    sl_send_reply("405", "Method Not Allowed");
                }
                """.formatted(address.getPort(), children, proxy, tables);
    }

    private static boolean answers(InetSocketAddress address) {
        try (java.net.Socket socket = new java.net.Socket()) {
            socket.connect(address, 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int availableMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToInt(line -> (int) (Long.parseLong(line.replaceAll("\\D", "")) / 1024)).findFirst()
                    .orElse(2 * SHARED_MEGABYTES);
        }
    }

    private static String version(Path program) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "-v").redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        Matcher matcher = Pattern.compile("kamailio (\\d[\\d.]*)").matcher(said);
        return "Kamailio " + (matcher.find() ? matcher.group(1) : "of unknown version");
    }
}
