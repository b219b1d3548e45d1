package imc.auth.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.sip.NameAddress;
import imc.api.sip.SipFilter;
import imc.api.sip.SipRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks everybody who he is, with the same settings always; trusted peers need not show it. */
final class Gate implements SipFilter {

    private final Settings settings;
    private final Digest digest;
    private final Figures figures;
    private final Refusals refusals;

    Gate(Settings settings, Digest digest, Figures figures) {
        this.settings = settings;
        this.digest = digest;
        this.figures = figures;
        this.refusals = new Refusals(figures);
    }

    @Override
    public CompletionStage<Verdict> filter(SipRequest request) {
        if (settings.get(AuthSettings.TRUSTED_PEERS).contain(request)) {
            return CompletableFuture.completedFuture(trusted(request));
        }
        return settings.get(AuthSettings.AUTH) == Access.DIGEST ? digest.ask(request, settings)
                : CompletableFuture.completedFuture(refusals.untrusted());
    }

    /**
     * What a peer asserts of the sender is so (RFC 3325 §5). Where it asserts nothing, it passes as it is: From says
     * who has sent it, or with {@code identity = pai} it is refused where it is read.
     */
    private Verdict trusted(SipRequest request) {
        List<String> asserted = request.headers().all("P-Asserted-Identity");
        try {
            Verdict verdict = asserted.isEmpty() ? Verdict.pass() : Verdict.pass(user(asserted));
            figures.trusted();
            return verdict;
        } catch (IllegalArgumentException e) {
            return refusals.malformed("P-Asserted-Identity cannot be used");
        }
    }

    /** There may be a telephone number beside it (RFC 3325 §9.1). */
    private static SipAddress user(List<String> asserted) {
        List<SipAddress> users = asserted.stream().map(one -> SipAddress.parse(NameAddress.parse(one).uri())).toList();
        return users.stream().filter(user -> !user.isTelephone()).findFirst().orElse(users.get(0));
    }
}
