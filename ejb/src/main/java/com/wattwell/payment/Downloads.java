package com.wattwell.payment;

import com.wattwell.payment.ChannelException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Fetches a file that a channel has named. */
public final class Downloads {

    public static final int MOST_BYTES = 64 << 20;

    private Downloads() {
    }

    public static byte[] get(String address) throws ChannelException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<InputStream> response = http.send(HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofMinutes(2)).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                if (response.statusCode() != 200) {
                    throw new ChannelException(Kind.UNREACHABLE, "HTTP " + response.statusCode(), "the file is not there", null);
                }
                return limited(in);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ChannelException(Kind.UNREACHABLE, "download", String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException(Kind.UNREACHABLE, "download", "interrupted", e);
        }
    }

    /** All of it, or a refusal when it is too long. */
    public static byte[] limited(InputStream in) throws IOException, ChannelException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ChannelException(Kind.REFUSED, "download", "the file has more than " + MOST_BYTES + " bytes", null);
        }
        return bytes;
    }
}
