package imc.console.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends a page to a client as fast as he reads it, and holds no thread meanwhile: whoever asks here has shown no token,
 * and may never read.
 */
final class Sending implements WriteListener, AsyncListener {

    private static final long PATIENCE_MILLIS = 10_000;

    private final byte[] content;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private boolean isWritten;

    private Sending(byte[] content, AsyncContext context, ServletOutputStream out) {
        this.content = content;
        this.context = context;
        this.out = out;
    }

    /** Begins to send, as the last of the answer. */
    static void of(byte[] content, HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext context = request.startAsync();
        context.setTimeout(PATIENCE_MILLIS);
        Sending sending = new Sending(content, context, response.getOutputStream());
        context.addListener(sending);
        sending.out.setWriteListener(sending);
    }

    @Override
    public void onWritePossible() throws IOException {
        if (!isWritten) {
            isWritten = true;
            out.write(content);
        }
        if (out.isReady()) {
            context.complete();
        }
    }

    /** He has gone. */
    @Override
    public void onError(Throwable failure) {
        context.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        context.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // nothing is left to do
    }

    @Override
    public void onError(AsyncEvent event) {
        // it ends by itself
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // it has been
    }
}
