package imc.sip.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import imc.sip.internal.config.NameServer;
import imc.sip.internal.config.SipSettings;
import imc.sip.internal.config.SipUri;
import imc.sip.internal.dns.Dns;
import imc.sip.internal.stream.ConnectionLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The settings in force, as those want them who are governed by them. */
final class InForce {

    private volatile Settings settings;
    /** Asked for several times a message. */
    private volatile long mostInFlight;

    InForce(Settings settings) {
        take(settings);
    }

    Settings all() {
        return settings;
    }

    final void take(Settings next) {
        settings = next;
        mostInFlight = Runtime.getRuntime().maxMemory() / 100 * next.get(SipSettings.IN_FLIGHT_PERCENT);
    }

    <T> T get(Setting<T> setting) {
        return settings.get(setting);
    }

    Optional<SipUri> outboundProxy() {
        return settings.get(SipSettings.OUTBOUND_PROXY);
    }

    /** @param unbounded whose connections are not counted */
    ConnectionLimits connectionLimits(Predicate<InetAddress> unbounded, LongSupplier nanoTime) {
        return new ConnectionLimits(() -> get(SipSettings.TCP_MAX_CONNECTIONS),
                () -> get(SipSettings.TCP_MAX_CONNECTIONS_PER_IP),
                () -> Duration.ofSeconds(get(SipSettings.TCP_CONNECTION_LIFETIME)), unbounded, nanoTime);
    }

    /** How many bytes messages may take up that are on their way. */
    long mostInFlight() {
        return mostInFlight;
    }

    Dns.Choice dnsChoice() {
        Settings now = settings;
        return new Dns.Choice(now.get(SipSettings.DNS_SERVERS).stream().map(NameServer::address).toList(),
                Duration.ofMillis(now.get(SipSettings.DNS_TIMEOUT)), now.get(SipSettings.DNS_TRY_NAPTR),
                now.get(SipSettings.USE_DNS_FAILOVER), Duration.ofSeconds(now.get(SipSettings.DST_BLOCKLIST_EXPIRE)));
    }
}
