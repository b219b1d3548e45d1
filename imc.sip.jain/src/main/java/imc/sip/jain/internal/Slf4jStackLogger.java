package imc.sip.jain.internal;

import gov.nist.core.StackLogger;
import imc.api.log.EventLog;
import java.io.IOException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's log, so that log4j is never loaded. It calls an error what any stranger's packet can bring about;
 * therefore its errors are our warnings, so many a second at most and each in a line, and so on down. Where they come
 * from is told at level debug. Made by JAIN-SIP by its class name.
 */
public final class Slf4jStackLogger implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger("imc.sip.jain");

    private static final int LONGEST = 300;

    private final EventLog warnings;

    /** Writes warnings to the log. */
    public Slf4jStackLogger() {
        this(new EventLog(LOG::isWarnEnabled, LOG::warn, System::nanoTime));
    }

    Slf4jStackLogger(EventLog warnings) {
        this.warnings = warnings;
    }

    @Override
    public void logStackTrace() {
        // Traces of calls, not of failures.
    }

    @Override
    public void logStackTrace(int level) {
        // Traces of calls, not of failures.
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable e) {
        if (e instanceof IOException) {
            // A peer that is gone; whoever was sending to it is told as well.
            LOG.debug("JAIN-SIP: {}", e.toString());
        } else {
            warn("JAIN-SIP", e);
        }
    }

    @Override
    public void logDebug(String message) {
        LOG.trace(message);
    }

    @Override
    public void logDebug(String message, Exception e) {
        LOG.trace(message, e);
    }

    @Override
    public void logTrace(String message) {
        LOG.trace(message);
    }

    @Override
    public void logFatalError(String message) {
        LOG.error(message);
    }

    @Override
    public void logError(String message) {
        if (warnings.isOn()) {
            warnings.write(() -> clean(message));
        }
    }

    @Override
    public void logError(String message, Exception e) {
        if (e instanceof InterruptedException) {
            LOG.trace(message, e);
        } else {
            warn(message, e);
        }
    }

    private void warn(String message, Throwable e) {
        if (warnings.isOn()) {
            warnings.write(() -> clean(message + ": " + e));
        }
        LOG.debug(message, e);
    }

    /** What a stranger has written is in it. */
    private static String clean(String text) {
        String line = EventLog.line(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + '…';
    }

    @Override
    public void logWarning(String message) {
        LOG.debug(message);
    }

    @Override
    public void logInfo(String message) {
        LOG.debug(message);
    }

    @Override
    public boolean isLoggingEnabled() {
        return true;
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return switch (level) {
            case TRACE_FATAL, TRACE_ERROR -> LOG.isWarnEnabled();
            case TRACE_WARN, TRACE_INFO -> LOG.isDebugEnabled();
            default -> LOG.isTraceEnabled();
        };
    }

    @Override
    public void disableLogging() {
        // SLF4J's configuration decides.
    }

    @Override
    public void enableLogging() {
        // SLF4J's configuration decides.
    }

    @Override
    public void setBuildTimeStamp(String timeStamp) {
        // Of no use.
    }

    @Override
    public void setStackProperties(Properties properties) {
        // SLF4J's configuration decides.
    }

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
