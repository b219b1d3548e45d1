package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import imc.check.Phone;
import imc.run.extension.Repeat;
import imc.run.support.Browser;
import imc.run.support.Directories;
import imc.run.support.FelixServer;
import imc.run.support.FilledDatabase;
import imc.run.support.FreePort;
import imc.run.support.TestBundle;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.osgi.framework.Bundle;

/**
 * The console in a real browser, of a server with 10,000 rooms. With {@code -Dconsole.pictures=/the/path/docs} the
 * picture of the documents is taken anew.
 */
class ConsoleIT {

    private static final int ROOMS = 10_000;
    private static final String TOKEN = "a-token-that-is-long-enough";
    private static final String EVIL = "<img src=x onerror=document.title='evil'>";
    private static final List<String> VIEWS = List.of("rooms", "room/sip%3Achat-full7%40127.0.0.1", "statistics",
            "store", "bundles", "health", "commands", "commands/imc_list_rooms");
    private static final Path PICTURES = Path.of(System.getProperty("console.pictures", "target/pictures"));

    private static final TestBundle ECHO = TestBundle.of("test.repeat", Repeat.class);

    private static FelixServer server;
    private static Browser browser;
    private static String origin;

    @BeforeAll
    static void start() {
        assumeTrue(Browser.isThere() || "true".equals(System.getenv(Browser.REQUIRED)), "Chromium is not installed");
        int port = FreePort.next();
        origin = "http://127.0.0.1:" + port + "/";
        server = new FelixServer(conf -> {
            conf.write("imc.mi.http", Map.of("listen", "127.0.0.1:" + port, "token", TOKEN));
            try {
                FilledDatabase.fill(conf.directory().resolveSibling("data").resolve("derby/imc"), ROOMS, 2 * ROOMS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        server.awaitLog("Management by HTTP listens");
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** Answers with an error are what some tests are about, and the browser's log tells of each. */
    @AfterEach
    void nothingWrong() {
        List<String> complaints = browser.complaints().stream()
                .filter(line -> !line.contains("/RPC - Failed to load resource")
                        && !line.matches(".*/health(.json)? - Failed to load resource.*")).toList();
        assertEquals(List.of(), complaints);
        assertEquals(List.of(), browser.requests().stream()
                .filter(url -> !url.startsWith(origin) && !url.startsWith("data:")).toList());
        browser.size(1200, 900);
        browser.colours("light");
    }

    private static void signedIn(String view) {
        browser.open(origin + "console/");
        browser.run("sessionStorage.setItem('imc.authorization', 'Bearer ' + arguments[0])", TOKEN);
        browser.run("location.hash = '#/' + arguments[0]", view);
        browser.run("location.reload()");
        browser.find("#sign-out");
    }

    @Test
    @DisplayName("a room is found among 10,000 and looked at; a member is put out and told by SIP; all by keyboard")
    void operator() throws Exception {
        try (Phone alice = phone("alice", "udp", server.sipPort()); Phone bob = phone("bob", "tcp", server.sipPort());
                Phone carol = phone("carol", "udp", server.sipPort())) {
            say(alice, "chat-lunch", "#create");
            hears(alice, "*** Room was created");
            for (Phone phone : List.of(bob, carol)) {
                say(phone, "chat-lunch", "#join");
                hears(phone, "*** [" + phone.address().substring(4).replaceAll("@.*", "") + "] has joined the room");
            }
            server.shell("imc:addMember chat-lunch dave");
            signedIn("rooms");
            browser.sees("main", "10,001 in all");
            browser.sees(".pager", "Rooms 1 to 50");
            browser.tabTo("[name=like]");
            browser.press("LUNCH");
            browser.sees(".pager", "Rooms 1 to 1, the last");
            browser.tabTo("tbody a");
            browser.press(Keys.ENTER);
            browser.sees("h1", "sip:chat-lunch@127.0.0.1");
            assertEquals(true, browser.run("return document.activeElement === document.querySelector('h1')"));
            browser.sees("tr", "sip:alice@127.0.0.1 owner joined yes –");
            say(carol, "chat-lunch", "Who is hungry?");
            browser.click("main .buttons button");
            browser.sees("dl", "by sip:carol@127.0.0.1");
            browser.sees("tr .bad", "missed in a row");
            browser.screenshot(PICTURES.resolve("console.png"));

            browser.tabTo("[aria-label='Remove sip:bob@127.0.0.1']");
            browser.press(Keys.ENTER);
            browser.sees("dialog", "Remove sip:bob@127.0.0.1?");
            browser.press(Keys.ESCAPE);
            assertEquals(true, browser.run("return document.activeElement.matches(arguments[0])",
                    "[aria-label^='Remove sip:bob']"));
            browser.press(Keys.ENTER);
            browser.tabTo("dialog .danger");
            browser.press(Keys.ENTER);
            browser.sees("#says", "sip:bob@127.0.0.1 was removed.");
            assertFalse(browser.find("table").getText().contains("bob"));
            assertEquals("*** You have been removed from the room", heardLast(bob));
            assertEquals("*** [bob] has left the room", heardLast(alice));
        }
    }

    /** Who was there before hears others join and speak first. */
    private static String heardLast(Phone phone) throws Exception {
        String text = phone.next(20_000).bodyText();
        while (!text.contains("removed") && !text.contains("left")) {
            text = phone.next(20_000).bodyText();
        }
        return text;
    }

    @Test
    @DisplayName("a notice is sent, a role changed, a room destroyed, and its members hear of it")
    void changes() throws Exception {
        try (Phone erin = phone("erin", "udp", server.sipPort())) {
            say(erin, "chat-tea", "#create");
            hears(erin, "*** Room was created");
            signedIn("room/" + "sip%3Achat-tea%40127.0.0.1");
            button("Send a notice…");
            browser.write("dialog textarea", "Tea at five");
            browser.click("dialog .primary");
            hears(erin, "*** Tea at five");
            button("Add a member…");
            browser.write("dialog input", "frank");
            browser.click("dialog .primary");
            hears(erin, "*** [frank] has joined the room");
            browser.click("[aria-label='Change the role of sip:frank@127.0.0.1']");
            browser.find("dialog select").sendKeys("admin");
            browser.click("dialog .primary");
            browser.sees("tr", "sip:frank@127.0.0.1 admin");
            browser.click("[aria-label='Remove sip:erin@127.0.0.1']");
            browser.click("dialog .danger");
            browser.sees("[role=alert]", "The owner cannot be removed");
            button("Destroy the room…");
            browser.click("dialog .danger");
            browser.sees("#says", "sip:chat-tea@127.0.0.1 was destroyed.");
            assertEquals("*** Room has been destroyed", lastOf(erin));
            // What is not there any more cannot be changed either.
            signedIn("room/" + "sip%3Achat-tea%40127.0.0.1");
            browser.sees("[role=alert]", "no such room");
            assertFalse(browser.sees("main button", "Destroy the room…").isEnabled());
        }
    }

    private static String lastOf(Phone phone) throws Exception {
        String text = phone.next(20_000).bodyText();
        while (!text.contains("destroyed")) {
            text = phone.next(20_000).bodyText();
        }
        return text;
    }

    private static void button(String label) {
        browser.sees("main button", label).click();
    }

    @Test
    @DisplayName("rooms are sorted and shown by pages")
    void pages() {
        signedIn("rooms");
        button("Members");
        browser.sees("th[aria-sort=ascending]", "Members");
        button("Next");
        browser.sees(".pager", "Rooms 51 to 100");
        assertTrue(browser.run("return location.hash").toString().endsWith("#/rooms?sort=members&from=50"));
        browser.run("location.reload()");
        browser.sees(".pager", "Rooms 51 to 100");
        browser.write("[name=like]", "full777*127");
        browser.sees(".pager", "Rooms 1 to 11, the last");
    }

    @Test
    @DisplayName("what strangers wrote is shown as text")
    void text() throws Exception {
        Bundle bundle = echo();
        try {
            signedIn("rooms");
            browser.write("[name=like]", EVIL);
            browser.sees("main", "“" + EVIL + "”");
            server.shell("imc:addMember sip:chat-full8@127.0.0.1 'sip:%3Cimg%20src=x%20onerror=alert(1)%3E@127.0.0.1'");
            browser.run("location.hash = '#/room/sip%3Achat-full8%40127.0.0.1'");
            browser.sees("tr", "%3Cimg%20src=x%20onerror=alert(1)%3E");
            browser.run("location.hash = '#/commands/test_echo'");
            browser.write("[name=text]", EVIL);
            browser.press(Keys.ENTER);
            browser.sees("dl", EVIL);
            browser.run("location.hash = '#/room/" + EVIL.replace("'", "\\'") + "'");
            browser.sees("h1", "<img");
            assertEquals(1, browser.all("img").size());
            assertTrue(browser.run("return document.title").toString().endsWith("– imc console"));
        } finally {
            bundle.uninstall();
        }
    }

    @Test
    @DisplayName("a command that a bundle adds is there with a form, and goes with the bundle")
    void anyCommand() throws Exception {
        Bundle bundle = echo();
        try {
            signedIn("commands");
            browser.write("[name=filter]", "echo");
            browser.sees("li:not([hidden])", "Says what it was told");
            browser.click("main li:not([hidden]) a");
            browser.write("[name=text]", "ho");
            browser.write("[name=times]", "3");
            browser.press(Keys.ENTER);
            browser.sees("dl", "said\nhohoho");
            browser.sees("#says", "test_echo was done.");
        } finally {
            bundle.uninstall();
        }
        browser.press(Keys.ENTER);
        browser.sees("[role=alert]", "test_echo");
    }

    private static Bundle echo() throws Exception {
        Bundle bundle = server.context().installBundle("test:echo", ECHO.content());
        bundle.start();
        return bundle;
    }

    @Test
    @DisplayName("charts, the store, the bundles and the health are shown")
    void views() throws Exception {
        signedIn("statistics");
        browser.sees(".legend", "rooms: 10,00");
        browser.find(".charts canvas");
        browser.sees("tr", "sip:sip_messages_received");
        browser.run("location.hash = '#/store'");
        browser.sees("dl", "serving\nimc.store.jpa");
        browser.sees("main", "No other store is there.");
        browser.run("location.hash = '#/bundles'");
        browser.sees("tr", "imc.console 1.0.0");
        browser.run("location.hash = '#/health'");
        browser.sees("main", "In all: ");
        browser.sees("tr", "certificate");
    }

    @Test
    @DisplayName("the rooms move to another store and back again")
    void swap() throws Exception {
        Bundle memory;
        try (Stream<Path> optional = Files.list(Directories.DISTRIBUTION.resolve("optional"))) {
            memory = server.context().installBundle(optional.filter(jar -> jar.toString().contains("imc.store.memory"))
                    .findFirst().orElseThrow().toUri().toString());
        }
        memory.start();
        signedIn("store");
        button("Move…");
        browser.sees("dialog", "Move all rooms from imc.store.jpa to imc.store.memory?");
        browser.click("dialog .danger");
        browser.sees("#says", "The rooms are in imc.store.memory now.");
        button("Move…");
        browser.click("dialog .danger");
        browser.sees("#says", "The rooms are in imc.store.jpa now.");
        memory.uninstall();
    }

    @Test
    @DisplayName("a wrong token is told of; the right one is kept for the tab alone, until one signs out")
    void signIn() {
        browser.open(origin + "console/");
        browser.run("sessionStorage.clear()");
        browser.open(origin + "console");
        browser.run("location.reload()");
        browser.write("[name=secret]", "a-token-that-is-wrong-here");
        browser.press(Keys.ENTER);
        browser.sees("[role=alert]", "That token or password is wrong.");
        browser.write("[name=secret]", TOKEN);
        browser.press(Keys.ENTER);
        browser.sees("h1", "Rooms");
        browser.run("location.reload()");
        browser.sees("h1", "Rooms");
        assertEquals(0L, browser.run("return localStorage.length"));
        assertEquals("", browser.run("return document.cookie"));
        browser.run("sessionStorage.setItem('imc.authorization', 'Bearer another-one-that-is-wrong')");
        button("Next");
        browser.sees("[role=alert]", "That token or password is wrong.");
        signedIn("rooms");
        browser.click("#sign-out");
        browser.sees("h1", "Sign in");
        assertEquals(0L, browser.run("return sessionStorage.length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    @DisplayName("each view fits into 400 px, has one heading, a name for each control, and texts that can be read")
    void everybody(String scheme) {
        browser.colours(scheme);
        signedIn("rooms");
        browser.size(400, 800);
        for (String view : VIEWS) {
            browser.run("location.hash = '#/" + view + "'");
            browser.find("main .card:not(:empty):not([aria-busy])");
            browser.find("main:not(:has([aria-busy]))");
            assertEquals(true, browser.run("return document.documentElement.scrollWidth <= innerWidth"), view);
            assertEquals(400L, browser.run("return innerWidth"));
            assertEquals(1, browser.all("h1").size(), view);
            for (WebElement control : scheme.equals("dark") ? List.<WebElement>of()
                    : browser.all("button, input, select, textarea, a")) {
                assertFalse(control.getAccessibleName().isBlank(),
                        () -> view + ": " + control.getDomProperty("outerHTML"));
            }
            assertEquals(List.of(), browser.run(CONTRAST), view);
        }
    }

    /** Texts whose contrast with what is behind them is less than 4.5 (WCAG 2.2, 1.4.3). */
    private static final String CONTRAST = """
            const parts = colour => colour.match(/[0-9.]+/g).map(Number);
            const light = colour => parts(colour).slice(0, 3).map(c => c / 255)
                .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = element => {
                const colour = getComputedStyle(element).backgroundColor;
                return parts(colour)[3] === 0 ? behind(element.parentElement) : colour;
            };
            return [...document.querySelectorAll('body *')].filter(element => element.checkVisibility()
                    && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
                .map(element => {
                    const two = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
                    return [(two[0] + 0.05) / (two[1] + 0.05), element.outerHTML];
                }).filter(([contrast]) => contrast < 4.5).map(found => found.join(' ')).slice(0, 3);
            """;

    @Test
    @DisplayName("a browser is told to run no other script, to ask no other server, and to let nobody frame the page")
    void headers() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (String path : List.of("", "app.js", "uplot/LICENSE.txt")) {
            HttpResponse<String> answer = get(client, "console/" + path);
            assertEquals(200, answer.statusCode(), path);
            String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
            assertTrue(policy.contains("frame-ancestors 'none'"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertEquals(Optional.of("nosniff"), answer.headers().firstValue("X-Content-Type-Options"));
            assertEquals(Optional.of("no-store"), answer.headers().firstValue("Cache-Control"));
        }
        assertEquals(302, get(client, "console").statusCode());
        assertEquals(404, get(client, "console/nothing").statusCode());
        assertEquals(401, get(client, "RPC").statusCode());
        assertEquals(400, get(client, "console/%2e%2e/RPC").statusCode());
        assertEquals(401, get(client, "console/../RPC").statusCode());
        Bundle console = server.bundle("imc.console");
        console.stop();
        assertEquals(401, get(client, "console/").statusCode());
        console.start();
        assertEquals(200, get(client, "console/").statusCode());
    }

    private static HttpResponse<String> get(HttpClient client, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(origin + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
