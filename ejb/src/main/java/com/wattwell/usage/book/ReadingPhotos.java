package com.wattwell.usage.book;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Photos of meters' displays. What a photo is, its first bytes say, and not who sent it. */
@ApplicationScoped
public class ReadingPhotos {

    public static final int MAX_BYTES = 2 * 1024 * 1024;

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** A photo without its content. */
    public record Row(long id, Instant slot, String mediaType, int bytes, String takenBy) {
    }

    /** A photo as it is sent to a browser. */
    public record Photo(String mediaType, byte[] content) {
    }

    /** @throws RefusedException when it is too big, or no picture */
    public void keep(int companyId, int meterId, Instant slot, byte[] content, String takenBy) {
        if (content.length > MAX_BYTES) {
            throw RefusedException.invalid("photo", "refused.photoSize", "photo must have at most 2 MB.");
        }
        String type = mediaType(content).orElseThrow(() -> RefusedException.invalid("photo", "refused.photoType", "photo must be a JPEG, PNG or WebP picture."));
        database.update("insert into reading_photo (company_id, meter_id, slot, media_type, content, taken_by, stored_at) values (?, ?, ?, ?, ?, ?, ?)",
                companyId, meterId, slot, type, content, takenBy, clock.instant());
    }

    /** The newest first. */
    public List<Row> list(Scope scope, int meterId, int most) {
        return database.list("select h.id, h.slot, h.media_type, length(h.content), h.taken_by from reading_photo h where h.meter_id = ?" + scope.and("h.company_id")
                + " order by h.slot desc limit ?", row -> new Row(row.getLong(1), Database.instant(row, 2), row.getString(3), row.getInt(4), row.getString(5)), meterId, most);
    }

    public Optional<Photo> byId(Scope scope, long id) {
        return database.first("select h.media_type, h.content from reading_photo h where h.id = ?" + scope.and("h.company_id"),
                row -> new Photo(row.getString(1), row.getBytes(2)), id);
    }

    static Optional<String> mediaType(byte[] content) {
        if (begins(content, 0, 0xFF, 0xD8, 0xFF)) {
            return Optional.of("image/jpeg");
        }
        if (begins(content, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return Optional.of("image/png");
        }
        return begins(content, 0, 'R', 'I', 'F', 'F') && begins(content, 8, 'W', 'E', 'B', 'P') ? Optional.of("image/webp") : Optional.empty();
    }

    private static boolean begins(byte[] content, int offset, int... bytes) {
        return content.length >= offset + bytes.length && Arrays.equals(Arrays.stream(bytes).toArray(),
                java.util.stream.IntStream.range(offset, offset + bytes.length).map(i -> content[i] & 0xFF).toArray());
    }
}
