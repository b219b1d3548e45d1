package imc.run.platform;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.FelixServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A room whose owner sets its topic and its welcome again and again, and says something to one member alone and to all,
 * of which one takes other names and one comes and goes, while bundles do. What the room has told of a topic, a setting
 * or a name is so, and stays; what was for one comes to him alone, and once; who comes reads nothing of what was said
 * before; and who was banned before all of it stays out.
 */
public final class Features implements AutoCloseable {

    private static final String ROOM = "chat-3";
    private static final String SET = "*** [erin] has set the topic: ";
    private static final String SHOWN = "*** Topic: ";
    private static final String WELCOME = "*** welcome = ";
    private static final String ALONE = "[erin -> you]: ";
    private static final Pattern CALLED = Pattern.compile("\\*\\*\\* \\[\\w+\\] is now called \\[f(\\d+)\\]");
    private static final Pattern KEPT = Pattern.compile("\\[erin [^\\]]+\\]: said (\\d+)");
    private static final Pattern SPOKEN = Pattern.compile("\\[f(\\d+|rank)\\]: still here (\\d+)");
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int ARRIVAL_MILLIS = 20_000;

    private final List<String> faults = new ArrayList<>();
    private final TreeSet<Integer> alone = new TreeSet<>();
    private final Phone erin;
    private final Phone frank;
    /** Comes and goes. */
    private final Phone grace;
    /** Banned from the room. */
    private final Phone mallory;
    private final Thread thread;
    private int number;
    private int told;
    private int welcome;
    private int called;
    /** The last of what was said before she went the last time, and the time before. */
    private int before;
    private int longBefore;
    private int said;
    private boolean goes;
    private boolean isQuiet = true;
    private boolean ended;

    /** Both are in the room, which keeps what is said. */
    public Features(FelixServer server) throws IOException, InterruptedException {
        erin = phone("erin", "udp", server.sipPort());
        frank = phone("frank", "udp", server.sipPort());
        grace = phone("grace", "udp", server.sipPort());
        mallory = phone("mallory", "udp", server.sipPort());
        say(erin, ROOM, "#create");
        hears(erin, "*** Room was created");
        say(erin, ROOM, "#add frank");
        hears(erin, "*** [frank] has joined the room");
        hears(frank, "*** [frank] has joined the room");
        say(erin, ROOM, "#ban mallory");
        hears(erin, "*** [mallory] has been banned by [erin]");
        hears(frank, "*** [mallory] has been banned by [erin]");
        say(erin, ROOM, "#set history 50");
        say(erin, ROOM, "#set history_before_join off");
        thread = new Thread(this::work, "features");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins, or goes on. */
    public synchronized void go() {
        goes = true;
        notifyAll();
    }

    private void work() {
        try {
            while (awaitGoing()) {
                number++;
                try {
                    step();
                } catch (IOException e) {
                    // nobody has answered in a client's time: it may have been done, or not
                }
                listen();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws IOException {
        switch (number % 5) {
            case 0 -> erin.message(ROOM, "#topic " + number);
            case 1 -> erin.message(ROOM, "#set welcome " + number);
            case 2 -> frank.message(ROOM, "#nick f" + number);
            case 3 -> visit();
            default -> erin.message(ROOM, "#msg frank " + number);
        }
    }

    /** She goes and comes back, and reads what she may. */
    private void visit() throws IOException {
        if (grace.message(ROOM, "#leave").status() == 200) {
            longBefore = before;
            before = said;
        }
        grace.message(ROOM, "#join");
        if (erin.message(ROOM, "said " + number).status() == 200) {
            said = number;
        }
        grace.message(ROOM, "#history");
    }

    private synchronized boolean awaitGoing() throws InterruptedException {
        isQuiet = !goes;
        notifyAll();
        while (!goes && !ended) {
            wait();
        }
        isQuiet = false;
        return !ended;
    }

    /** What has arrived until now. */
    private void listen() throws InterruptedException {
        for (SipText message = erin.next(0); message != null; message = erin.next(0)) {
            if (message.bodyText().startsWith(SET)) {
                told = Math.max(told, Integer.parseInt(message.bodyText().substring(SET.length())));
            } else if (message.bodyText().startsWith(WELCOME)) {
                welcome = Math.max(welcome, Integer.parseInt(message.bodyText().substring(WELCOME.length())));
            } else if (message.bodyText().startsWith(ALONE)) {
                faults.add("erin has heard what was for frank: " + message.bodyText());
            }
            Matcher name = CALLED.matcher(message.bodyText());
            called = name.matches() ? Math.max(called, Integer.parseInt(name.group(1))) : called;
        }
        for (SipText message = grace.next(0); message != null; message = grace.next(0)) {
            Matcher kept = KEPT.matcher(message.bodyText());
            // a copy may have been long on its way: since before she went the last time
            if (kept.matches() && Integer.parseInt(kept.group(1)) <= longBefore) {
                faults.add("grace has read what was said before " + longBefore + ": " + message.bodyText());
            }
        }
        for (SipText message = frank.next(0); message != null; message = frank.next(0)) {
            if (message.bodyText().startsWith(ALONE)
                    && !alone.add(Integer.valueOf(message.bodyText().substring(ALONE.length())))) {
                faults.add("frank has heard twice " + message.bodyText());
            }
        }
    }

    /** Ends for now, with everything in place again, and says what was not as it should be. */
    public List<String> pause() throws IOException, InterruptedException {
        synchronized (this) {
            goes = false;
            while (!isQuiet) {
                wait();
            }
        }
        listen();
        say(erin, ROOM, "#topic");
        String shown;
        do {
            SipText message = erin.next(ARRIVAL_MILLIS);
            shown = message == null ? SHOWN + "0 never" : message.bodyText();
        } while (!shown.startsWith(SHOWN) && !shown.equals("*** There is no topic"));
        int topic = shown.startsWith(SHOWN) ? Integer.parseInt(shown.substring(SHOWN.length()).split(" ")[0]) : 0;
        if (topic < told) {
            faults.add("the topic " + told + " was told to all, and now it is: " + shown);
        }
        say(erin, ROOM, "#set welcome");
        String setting;
        do {
            SipText message = erin.next(ARRIVAL_MILLIS);
            setting = message == null ? WELCOME + "0 (default: never told" : message.bodyText();
        } while (!setting.startsWith(WELCOME) || !setting.contains(" (default"));
        String value = setting.substring(WELCOME.length()).split(" ")[0];
        if (welcome > (value.equals("-") ? 0 : Integer.parseInt(value))) {
            faults.add("the welcome " + welcome + " was acknowledged, and now it is: " + setting);
        }
        say(erin, ROOM, "#msg frank " + ++number);
        String heard;
        do {
            SipText message = frank.next(ARRIVAL_MILLIS);
            heard = message == null ? "" : message.bodyText();
        } while (!heard.isEmpty() && !heard.equals(ALONE + number));
        if (heard.isEmpty()) {
            faults.add("frank has not heard " + number + ", for which all was there");
        }
        pauseOfNames();
        pauseOfHistory();
        int status = mallory.message(ROOM, "#join").status();
        if (status != 403) {
            faults.add("mallory is banned, and her #join was answered " + status);
        }
        List<String> found = List.copyOf(faults);
        faults.clear();
        return found;
    }

    private void pauseOfNames() throws IOException, InterruptedException {
        say(frank, ROOM, "still here " + ++number);
        Matcher spoken;
        do {
            SipText message = erin.next(ARRIVAL_MILLIS);
            spoken = SPOKEN.matcher(message == null ? "[frank]: still here " + number : message.bodyText());
        } while (!spoken.matches() || Integer.parseInt(spoken.group(2)) != number);
        if (called > (spoken.group(1).equals("rank") ? 0 : Integer.parseInt(spoken.group(1)))) {
            faults.add("frank was told to be f" + called + ", and what he says comes as " + spoken.group());
        }
    }

    /** The archive comes back a moment after its bundle; what is said until then is answered and not kept. */
    private void pauseOfHistory() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ARRIVAL_MILLIS);
        do {
            say(erin, ROOM, "said " + ++number);
        } while (!isShown(number) && System.nanoTime() < end);
        said = number;
        if (System.nanoTime() >= end) {
            faults.add("all was there for " + number + " to be kept, and the history does not show it");
        }
    }

    private boolean isShown(int last) throws IOException, InterruptedException {
        if (erin.message(ROOM, "#history 1").status() != 200) {
            return false;
        }
        for (SipText message = erin.next(ARRIVAL_MILLIS); message != null; message = erin.next(ARRIVAL_MILLIS)) {
            Matcher kept = KEPT.matcher(message.bodyText());
            if (kept.matches() || message.bodyText().startsWith("*** There is nothing")) {
                return kept.matches() && Integer.parseInt(kept.group(1)) == last;
            }
        }
        return false;
    }

    @Override
    public void close() throws InterruptedException {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        thread.join();
        erin.close();
        frank.close();
        grace.close();
        mallory.close();
    }
}
