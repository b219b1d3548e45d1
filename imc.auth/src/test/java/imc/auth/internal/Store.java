package imc.auth.internal;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.auth.UserStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Users in memory, who are found when the test says so. */
final class Store implements UserStore {

    final Map<SipAddress, Credentials> users = new LinkedHashMap<>();
    /** What every call gives instead; null for what there is. */
    CompletableFuture<Optional<Credentials>> instead;
    int asked;

    void put(String user, String password, Algorithm... algorithms) {
        SipAddress address = SipAddress.parse(user);
        Optional<String> md5 = Optional.empty();
        Optional<String> sha256 = Optional.empty();
        for (Algorithm algorithm : algorithms) {
            Optional<String> hash = Optional.of(algorithm.ofPassword(Digest.nameOf(address), address.host(), password));
            md5 = algorithm == Algorithm.MD5 ? hash : md5;
            sha256 = algorithm == Algorithm.SHA_256 ? hash : sha256;
        }
        users.put(address, new Credentials(address, md5, sha256));
    }

    @Override
    public CompletionStage<Optional<Credentials>> find(SipAddress user) {
        asked++;
        return instead != null ? instead
                : CompletableFuture.completedFuture(Optional.ofNullable(users.get(user)));
    }

    @Override
    public CompletionStage<Boolean> add(Credentials credentials) {
        return CompletableFuture.completedFuture(users.putIfAbsent(credentials.user(), credentials) == null);
    }

    @Override
    public CompletionStage<Boolean> replace(Credentials credentials) {
        return CompletableFuture.completedFuture(users.replace(credentials.user(), credentials) != null);
    }

    @Override
    public CompletionStage<Boolean> remove(SipAddress user) {
        return CompletableFuture.completedFuture(users.remove(user) != null);
    }

    @Override
    public CompletionStage<List<SipAddress>> list(int from, int count) {
        return CompletableFuture.completedFuture(users.keySet().stream().skip(from).limit(count).toList());
    }
}
