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

/**
 * A room whose owner sets its topic and its welcome again and again, and says something to one member alone, while
 * bundles go and come. What the room has told of a topic or a setting is so, and stays; what was for one comes to him
 * alone, and once; and who was banned before all of it stays out.
 */
public final class Features implements AutoCloseable {

    private static final String ROOM = "chat-3";
    private static final String SET = "*** [erin] has set the topic: ";
    private static final String SHOWN = "*** Topic: ";
    private static final String WELCOME = "*** welcome = ";
    private static final String ALONE = "[erin -> you]: ";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int ARRIVAL_MILLIS = 20_000;

    private final List<String> faults = new ArrayList<>();
    private final TreeSet<Integer> alone = new TreeSet<>();
    private final Phone erin;
    private final Phone frank;
    /** Banned from the room. */
    private final Phone mallory;
    private final Thread thread;
    private int number;
    private int told;
    private int welcome;
    private boolean goes;
    private boolean isQuiet = true;
    private boolean ended;

    /** Both are in the room. */
    public Features(FelixServer server) throws IOException, InterruptedException {
        erin = phone("erin", "udp", server.sipPort());
        frank = phone("frank", "udp", server.sipPort());
        mallory = phone("mallory", "udp", server.sipPort());
        say(erin, ROOM, "#create");
        hears(erin, "*** Room was created");
        say(erin, ROOM, "#add frank");
        hears(erin, "*** [frank] has joined the room");
        hears(frank, "*** [frank] has joined the room");
        say(erin, ROOM, "#ban mallory");
        hears(erin, "*** [mallory] has been banned by [erin]");
        hears(frank, "*** [mallory] has been banned by [erin]");
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
                    erin.message(ROOM, switch (number % 3) {
                        case 0 -> "#topic " + number;
                        case 1 -> "#set welcome " + number;
                        default -> "#msg frank " + number;
                    });
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
        int status = mallory.message(ROOM, "#join").status();
        if (status != 403) {
            faults.add("mallory is banned, and her #join was answered " + status);
        }
        List<String> found = List.copyOf(faults);
        faults.clear();
        return found;
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
        mallory.close();
    }
}
