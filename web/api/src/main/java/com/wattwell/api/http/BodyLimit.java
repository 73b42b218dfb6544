package com.wattwell.api.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Reads the body once, up to its limit, and keeps its bytes beside the request, where {@link Once} compares them. */
@Provider
public class BodyLimit implements ContainerRequestFilter {

    public static final int MAX_BYTES = 64 * 1024;

    /** Request attribute with the bytes of the body. */
    static final String BODY = BodyLimit.class.getName() + ".body";

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        byte[] body = request.getEntityStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new ProblemException(Problem.of(Problem.TOO_LARGE, "A body has at most " + MAX_BYTES + " bytes."));
        }
        if (body.length > 0 && request.getMediaType() == null) {
            throw new ProblemException(Problem.of(Problem.UNSUPPORTED, Problem.usualDetail(Problem.UNSUPPORTED)));
        }
        if (body.length == 0) {
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        }
        request.setProperty(BODY, body);
        request.setEntityStream(new ByteArrayInputStream(body));
    }
}
