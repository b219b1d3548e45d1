package imc.sip.jain.internal;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JAIN-SIP's log of messages, at level trace. Made by JAIN-SIP by its class name. */
public final class Slf4jServerLogger implements ServerLogger {

    private static final Logger LOG = LoggerFactory.getLogger("imc.sip.jain.messages");

    @Override
    public void closeLogFile() {
        // There is none.
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
        LOG.trace("{} -> {}\n{}", from, to, message);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {
        LOG.trace("{} -> {} {}\n{}", from, to, status, message);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {
        LOG.trace("{} -> {} {}\n{}", from, to, status, message);
    }

    @Override
    public void logException(Exception e) {
        LOG.debug("JAIN-SIP: {}", e.toString(), e);
    }

    @Override
    public void setStackProperties(Properties properties) {
        // SLF4J's configuration decides.
    }

    @Override
    public void setSipStack(SipStack stack) {
        // Nothing to ask it.
    }
}
