package com.wattwell.portal.bills;

import com.wattwell.invoice.InvoiceQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An invoice as the provider gave it: its XML, or its PDF. */
@WebServlet("/invoice-file")
public class InvoiceServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    private transient InvoiceQueries invoices;
    @Inject
    private transient Visitor visitor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            long id = Id.of("invoice", request.getParameter("id"));
            boolean xml = "xml".equals(request.getParameter("as"));
            byte[] document = invoices.document(visitor.caller().scope(), id, xml).orElseThrow(() -> RefusedException.notFound("invoice", id));
            response.setContentType(xml ? "application/xml" : "application/pdf");
            response.setContentLength(document.length);
            // XML of somebody else is never shown as a page of ours
            response.setHeader("Content-Disposition", (xml ? "attachment" : "inline") + "; filename=\"invoice-" + id + (xml ? ".xml\"" : ".pdf\""));
            response.setHeader("Cache-Control", "private, no-store");
            response.getOutputStream().write(document);
        } catch (RefusedException e) {
            response.sendError(e.kind() == RefusedException.Kind.FORBIDDEN ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
