// Bytes and texts on their way to the core: how long they keep the caller, beside the way that the generator writes. How long that takes
// depends on the machine, so nothing is asserted of it but that the bytes arrive.

import Foundation
import XCTest

@testable import ContactCenter

final class LoweringBenchmark: SimulatorTestCase {
    func testBytesOfUploadAreLoweredWhole() async throws {
        let simulator = try startSimulator()
        let core = try makeCommunicator(for: simulator).core
        let data = Data(repeating: 7, count: 25 * 1024 * 1024)
        var (listed, whole): ([Double], [Double]) = ([], [])
        for _ in 0..<Self.runs {
            listed.append(
                Self.milliseconds { core.uploadData(data: data, fileName: "a.bin", transfer: nil).cancel() })
            whole.append(
                try Self.milliseconds {
                    let bytes = try CoreUploadData(length: Int64(data.count))
                    bytes.append(piece: data)
                    core.uploadGatheredData(data: bytes, fileName: "a.bin", transfer: nil).cancel()
                })
        }
        print("ms for 25 MB, median of \(Self.runs): as a list \(Self.median(listed)), whole \(Self.median(whole))")
    }

    func testTextIsLowered() async throws {
        let simulator = try startSimulator()
        let core = try makeCommunicator(for: simulator).core
        let text = String(repeating: "text ", count: 2_000_000)
        var (made, begun): ([Double], [Double]) = ([], [])
        for _ in 0..<Self.runs {
            var call: CoreCall<String>?
            made.append(
                Self.milliseconds { call = core.sendChatMessage(chatID: "a", message: text, format: .text) })
            begun.append(Self.milliseconds { call?.begin { _ in } })
        }
        print("ms for 10 MB, median of \(Self.runs): made \(Self.median(made)), begun \(Self.median(begun))")
    }

    private static let runs = ProcessInfo.processInfo.environment["CONTACT_CENTER_BENCHMARK"] == nil ? 1 : 21

    private static func milliseconds(_ work: () throws -> Void) rethrows -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        try work()
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }
}
