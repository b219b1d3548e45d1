package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import imc.check.Phone;
import imc.run.support.FelixServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** What a script does after the fact: after events of rooms, and at intervals. */
class EventRoutesIT {

    private static final BlockingQueue<String> HEARD = new LinkedBlockingQueue<>();
    private static final BlockingQueue<String> TICKS = new LinkedBlockingQueue<>();

    private static HttpServer web;
    private static FelixServer server;

    @BeforeAll
    static void start() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            (body.equals("tick") ? TICKS : HEARD).add(body);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        web.start();
        String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/";
        server = new FelixServer(conf -> {
            conf.write("imc.script.http", Map.of("allowed", url, "max_connections", "1"));
            write(conf.directory(), """
                    event_route[imc:created] {
                        http_post("URL", "created $imc(room) $imc(member) $imc(role) $imc(count)");
                    }
                    event_route[imc:joined] {
                        http_post("URL", "joined $imc(member) $imc(role) $imc(count) $imc(command)");
                        imc_send("$imc(room)", "Welcome, $imc(member)");
                    }
                    event_route[imc:message] { http_post("URL", "message $imc(member) $rb"); }
                    event_route[imc:left] { http_post("URL", "left $imc(member) $imc(count) $imc(command)"); }
                    event_route[imc:destroyed] { http_post("URL", "destroyed $imc(room) $imc(count)"); }
                    timer_route[TICK, 1] { http_post("URL", "tick"); }
                    """.replace("URL", url));
        });
        server.awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
        web.stop(0);
    }

    private static void write(Path directory, String routes) {
        try {
            Path written = Files.writeString(directory.resolve("routes.new"), routes);
            Files.move(written, directory.resolve("routes.jexl"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String heard() throws InterruptedException {
        return HEARD.poll(20, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("a webhook hears what happens in a room, in its order; the room is told something; all goes on"
            + " without it")
    void events() throws Exception {
        try (Phone alice = phone("alice", "udp", server.sipPort()); Phone bob = phone("bob", "tcp", server.sipPort())) {
            say(alice, "chat-1", "#create");
            hears(alice, "*** Room was created");
            assertEquals("created sip:chat-1@127.0.0.1 sip:alice@127.0.0.1 owner 1", heard());
            say(bob, "chat-1", "#join");
            hears(alice, "*** [bob] has joined the room");
            hears(bob, "*** [bob] has joined the room");
            hears(alice, "*** Welcome, sip:bob@127.0.0.1");
            hears(bob, "*** Welcome, sip:bob@127.0.0.1");
            assertEquals("joined sip:bob@127.0.0.1 member 2 join", heard());
            say(bob, "chat-1", "Who is hungry?");
            hears(alice, "[bob]: Who is hungry?");
            assertEquals("message sip:bob@127.0.0.1 Who is hungry?", heard());
            Bundle http = server.bundle("imc.script.http");
            http.stop();
            say(bob, "chat-1", "#leave");
            hears(alice, "*** [bob] has left the room");
            server.awaitLog("there is no function http_post()");
            http.start();
            server.awaitServices();
            say(alice, "chat-1", "#destroy");
            hears(alice, "*** Room has been destroyed");
            assertEquals("destroyed sip:chat-1@127.0.0.1 0", heard());
        }
    }

    @Test
    @DisplayName("a timer of the script is run, and seen by operators as any other")
    void timer() throws Exception {
        assertEquals("tick", TICKS.poll(20, TimeUnit.SECONDS));
        assertEquals("tick", TICKS.poll(20, TimeUnit.SECONDS));
        String list = server.shell("imc:timerList").out();
        assertTrue(list.matches("(?s).*route\\.TICK +1000 .*timer_route\\[TICK].*"), list);
    }
}
