package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.FelixServer;
import imc.run.support.LoggedIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Clients that come and go, that are behind a NAT, and that name places where they are not. */
class RegistrationIT {

    private static final int TIMES = 12;
    private static final String INSTANCE =
            ";+sip.instance=\"<urn:uuid:00000000-0000-4000-8000-00000000abcd>\";reg-id=1";

    private static FelixServer server;

    @BeforeAll
    static void start() {
        server = new FelixServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Phone open(String user, String transport) throws IOException {
        return new Phone(user, "127.0.0.1", transport, new InetSocketAddress("127.0.0.1", server.sipPort()));
    }

    private static SipText register(Phone phone, String contact) throws IOException {
        return phone.request("REGISTER", "sip:127.0.0.1", phone.address(), List.of("Contact: " + contact,
                "Expires: 600"), new byte[0]);
    }

    /** The answer to any request repeats in its Via where it was sent from. */
    private static String port(Phone phone) throws IOException {
        return phone.request("OPTIONS", "sip:127.0.0.1", "sip:127.0.0.1", List.of(), new byte[0]).header("Via")
                .orElseThrow().replaceFirst("(?s)^\\S+ 127\\.0\\.0\\.1:([0-9]+).*", "$1");
    }

    @Test
    @DisplayName("a telephone that comes again from another port is registered once, and gets one copy")
    void reconnects() throws Exception {
        List<Phone> phones = new ArrayList<>();
        try (Phone alice = phone("alice1", "udp", server.sipPort())) {
            for (int i = 0; i < TIMES; i++) {
                Phone phone = open("mobile", "udp");
                phones.add(phone);
                SipText answer = register(phone, "<sip:mobile@127.0.0.1:" + port(phone) + ">" + INSTANCE);
                assertEquals(200, answer.status());
                assertEquals(1, answer.all("Contact").size());
            }
            say(alice, "chat-reconnects", "#create");
            hears(alice, "*** Room was created");
            say(alice, "chat-reconnects", "#add mobile");
            hears(alice, "*** [mobile] has joined the room");
            hears(phones.remove(TIMES - 1), "*** [mobile] has joined the room");
            for (Phone old : phones) {
                assertNull(old.next(1));
            }
        } finally {
            phones.forEach(Phone::close);
        }
    }

    @Test
    @DisplayName("a client over TCP that connects again and again is not refused: bindings go with their connections")
    void connections() throws Exception {
        for (int i = 0; i < 2 * TIMES; i++) {
            try (Phone phone = open("walker", "tcp")) {
                assertEquals(200, phone.register(600).status());
            }
        }
        awaitGone("sip:walker@127.0.0.1");
    }

    private static void awaitGone(String user) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!server.shell("imc:ulDump " + user).toString().contains("User not registered")) {
            assertTrue(System.nanoTime() < deadline, () -> server.shell("imc:ulDump " + user).toString());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    @DisplayName("a client behind a NAT is reached where it sends from, with its contact as Request-URI")
    void nat() throws Exception {
        for (String transport : List.of("udp", "tcp")) {
            String uri = "sip:nat@10.1.2.3:5060;transport=" + transport;
            try (Phone phone = open("nat-" + transport, transport)) {
                assertEquals(200, register(phone, "<" + uri + ">").status());
                say(phone, "chat-nat-" + transport, "#create");
                SipText notice = phone.next(20_000);
                assertEquals("*** Room was created", notice.bodyText());
                assertEquals("MESSAGE " + uri + " SIP/2.0", notice.startLine());
            }
        }
    }

    @Test
    @DisplayName("who has proved who he is stays registered, where imc.auth is updated before that is found out")
    void provedMeanwhile() throws Exception {
        ByHand users = new ByHand();
        ServiceRegistration<?> store = users.register(server);
        server.configure("imc.auth", Map.of("auth", "digest", "algorithms", "MD5"));
        try (Phone phone = open("late", "udp")) {
            CompletableFuture<SipText> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return new LoggedIn(phone, "late", "secret").register();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            CompletableFuture<Object> lookup = users.asked.poll(20, TimeUnit.SECONDS);
            Bundle auth = server.bundle("imc.auth");
            auth.stop();
            lookup.complete(Optional.of(users.credentials("sip:late@127.0.0.1", "secret")));
            assertEquals(200, answer.get(20, TimeUnit.SECONDS).status());
            auth.update();
            auth.start();
            server.awaitReady();
            assertTrue(server.shell("imc:ulDump sip:late@127.0.0.1").toString().contains("sip:late@127.0.0.1:9"),
                    () -> server.shell("imc:ulDump sip:late@127.0.0.1") + server.log());
        } finally {
            store.unregister();
            server.configure("imc.auth", Map.of("auth", "none"));
            server.awaitReady();
        }
    }

    /** A user store of the server's own types, which answers when the test says so. */
    private record ByHand(BlockingQueue<CompletableFuture<Object>> asked) {

        ByHand() {
            this(new LinkedBlockingQueue<>());
        }

        private static Class<?> type(String name) throws ClassNotFoundException {
            return server.bundle("imc.api").loadClass("imc.api." + name);
        }

        ServiceRegistration<?> register(FelixServer at) throws ClassNotFoundException {
            Class<?> type = type("auth.UserStore");
            Object store = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                    (proxy, method, given) -> switch (method.getName()) {
                        case "find" -> {
                            CompletableFuture<Object> found = new CompletableFuture<>();
                            asked.add(found);
                            yield found;
                        }
                        case "equals" -> proxy == given[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "users by hand";
                    });
            return at.bundle("imc.api").getBundleContext().registerService(type.getName(), store,
                    FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        }

        Object credentials(String user, String password) throws Exception {
            Object address = type("SipAddress").getMethod("parse", String.class).invoke(null, user);
            byte[] hash = MessageDigest.getInstance("MD5")
                    .digest(("late:127.0.0.1:" + password).getBytes(StandardCharsets.UTF_8));
            return type("auth.Credentials").getDeclaredConstructors()[0]
                    .newInstance(address, Optional.of(HexFormat.of().formatHex(hash)), Optional.empty());
        }
    }

    @Test
    @DisplayName("a contact at another host's port makes nobody connect there")
    void elsewhere() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.2"));
                Phone eve = open("eve", "udp")) {
            service.setSoTimeout(1);
            String uri = "sip:eve@127.0.0.2:" + service.getLocalPort() + ";transport=tcp";
            assertEquals(200, register(eve, "<" + uri + ">").status());
            say(eve, "chat-eve", "#create");
            hears(eve, "*** Room was created");
            assertThrows(SocketTimeoutException.class, service::accept);
        }
    }
}
