package com.wattwell.portal.usage;

import com.wattwell.customer.CutOver;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.usage.book.ReadingImport;
import com.wattwell.usage.book.ReadingPhotos;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Photos of readings, and the spreadsheets that people fill in. */
@WebServlet({"/reading-photo", "/reading-template.xlsx", "/cut-over-template.xlsx"})
public class UsageFileServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @Inject
    private transient CurrentCaller caller;
    @Inject
    private transient ReadingPhotos photos;
    @Inject
    private transient ReadingImport readings;
    @Inject
    private transient CutOver cutOver;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case "/reading-template.xlsx" -> send(response, EXCEL, readings.template());
            case "/cut-over-template.xlsx" -> send(response, EXCEL, cutOver.template());
            default -> photo(request.getParameter("id"), response);
        }
    }

    private void photo(String id, HttpServletResponse response) throws IOException {
        Optional<ReadingPhotos.Photo> photo;
        try {
            photo = photos.byId(caller.get().scope(), Id.of("photo", id));
        } catch (RefusedException e) {
            photo = Optional.empty();
        }
        if (photo.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, max-age=3600");
        send(response, photo.get().mediaType(), photo.get().content());
    }

    private static void send(HttpServletResponse response, String type, byte[] content) throws IOException {
        response.setContentType(type);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
