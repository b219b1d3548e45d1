package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.run.extension.Echo;
import imc.run.support.FelixServer;
import imc.run.support.TestBundle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** A bundle of somebody else adds a command by one class. */
class ExtensionIT {

    @Test
    @DisplayName("a bundle adds #echo, #help shows it, and it goes with the bundle")
    void echo() throws Exception {
        try (FelixServer server = new FelixServer(); Phone alice = phone("alice", "tcp", server.sipPort())) {
            Bundle bundle = server.context().installBundle("test:echo",
                    TestBundle.of("test.echo", Echo.class).content());
            bundle.start();
            say(alice, "chat-1", "#echo hello");
            hears(alice, "*** hello");
            assertTrue(help(alice).contains("\n#echo <text> - say it again\n"));
            bundle.uninstall();
            say(alice, "chat-1", "#echo hello");
            hears(alice, "*** Invalid command 'echo' (send '#help' for help)");
            assertFalse(help(alice).contains("#echo"));
        }
    }

    private static String help(Phone phone) throws Exception {
        say(phone, "chat-1", "#help");
        StringBuilder help = new StringBuilder();
        do {
            help.append(phone.next(20_000).bodyText()).append('\n');
        } while (!help.toString().contains("#whois"));
        return help.toString();
    }
}
